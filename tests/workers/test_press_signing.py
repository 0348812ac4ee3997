"""Signatures by pyHanko's own validator: whole, ours, and gone with one changed bit."""

import io
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from asn1crypto import x509
from click.testing import CliRunner
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tests.reports import specimens
from tests.reports.issuing import printed
from workers import reserved
from workers.keyring import Keyring
from workers.pdf import make_pdf
from workers.report_commands import report as commands
from workers.sign import Signer
from workers.verifying import verified

ROOT = Path(__file__).parents[2]
BARE = "<html lang='en'><title>t</title><p>Text</p></html>"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return tmp_path_factory.mktemp("keys") / "keys"


@pytest.fixture(scope="module")
def signed(keys):
    return printed(specimens.strong(), keys).pdf


def validated(pdf, keys):
    roots = [x509.Certificate.load(one) for one in Keyring(keys).certificates().values()]
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    return validate_pdf_signature(signature, context)


def test_the_signature_is_valid_trusted_and_covers_the_whole_file(signed, keys):
    told = validated(signed, keys)
    assert told.bottom_line
    assert told.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert told.modification_level == ModificationLevel.NONE


def test_it_is_pades_by_ecdsa_on_p_256_with_sha_256(signed, keys):
    told = validated(signed, keys)
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert (told.md_algorithm, told.pkcs7_signature_mechanism) == ("sha256", "sha256_ecdsa")
    assert told.signing_cert.public_key.curve == ("named", "secp256r1")
    assert signature.signer_info["signed_attrs"].native is not None


def test_it_certifies_that_no_change_is_allowed(signed):
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    assert signature.docmdp_level.value == reserved.NO_CHANGES


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.9, 0.99])
def test_one_changed_bit_and_it_does_not_hold(signed, keys, place):
    changed = bytearray(signed)
    changed[int(len(changed) * place)] ^= 1
    assert not verified(bytes(changed), Keyring(keys).certificates()).is_genuine


def test_no_changed_byte_outside_of_the_signature_itself_passes(signed, keys):
    chance, certificates = Random(7), Keyring(keys).certificates()
    start = signed.index(b"/Contents<")
    hole = range(start, start + reserved.ROOM + 12)
    outside = [place for place in range(len(signed)) if place not in hole]
    for place in chance.sample(outside, 60):
        changed = signed[:place] + bytes([signed[place] ^ 0x20]) + signed[place + 1 :]
        assert not verified(changed, certificates).is_genuine


def test_what_is_appended_is_seen(signed, keys):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    told = verified(out.getvalue(), Keyring(keys).certificates())
    assert (told.is_genuine, told.words) == (False, "signed here, but something was added")


def test_anothers_signature_is_not_ours(signed, tmp_path):
    Keyring(tmp_path / "other").active()
    told = verified(signed, Keyring(tmp_path / "other").certificates())
    assert told.words == "signed, but not by this installation"


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", b"x" * 999, b"%PDF-1.7\nstartxref\n9\n%%EOF"])
def test_what_is_no_pdf_is_said_and_not_raised(pdf, keys):
    told = verified(pdf, Keyring(keys).certificates())
    assert not told.is_genuine
    assert told.words.startswith("not a signed PDF")


def test_a_document_that_nobody_signed_says_so(keys):
    assert not verified(make_pdf(BARE), Keyring(keys).certificates()).is_genuine


def test_where_nothing_is_reserved_nothing_is_signed(keys):
    with pytest.raises(reserved.NoRoom):
        Signer(keys).sign(b"%PDF-1.7\n%%EOF")


def test_a_signature_that_is_too_long_is_refused():
    with pytest.raises(reserved.NoRoom, match="longer than"):
        reserved.fill(make_pdf(BARE), lambda digest: b"x" * reserved.ROOM)


def test_the_folder_is_its_owners_alone(tmp_path):
    folder = tmp_path / "keys"
    Keyring(folder).active()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_processes_that_start_at_once_make_one_key(tmp_path):
    ask = (
        "import sys; from pathlib import Path; from workers.keyring import Keyring;"
        f"print(Keyring(Path({str(tmp_path / 'keys')!r})).active().fingerprint)"
    )
    paths = {"PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}"}
    run = lambda _: subprocess.run(  # noqa: E731
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=paths
    )
    with ThreadPoolExecutor(4) as pool:
        told = {done.stdout for done in pool.map(run, range(4))}
    assert len(told) == 1
    assert len(list((tmp_path / "keys").glob("*.key"))) == 1


def test_a_new_key_signs_and_what_the_old_one_signed_still_holds(tmp_path):
    keyring, signer = Keyring(tmp_path / "keys"), Signer(tmp_path / "keys")
    old = signer.sign(make_pdf(BARE))
    assert keyring.rotate() == (old.certificate, keyring.active().fingerprint)
    new = signer.sign(make_pdf(BARE))
    assert old.certificate != new.certificate
    for one in (old, new):
        told = verified(one.pdf, keyring.certificates())
        assert (told.is_genuine, told.certificate) == (True, one.certificate)


def test_of_former_keys_only_the_certificates_stay(tmp_path):
    keyring = Keyring(tmp_path)
    prints = {keyring.active().fingerprint, *(keyring.rotate()[1] for _ in range(2))}
    assert set(keyring.certificates()) == prints
    assert [file.stem for file in tmp_path.glob("*.key")] == [keyring.active().fingerprint]


def test_rotations_at_once_leave_one_key_that_works(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: Keyring(tmp_path).rotate(), range(4)))
    signed = Signer(tmp_path).sign(make_pdf(BARE))
    assert verified(signed.pdf, Keyring(tmp_path).certificates()).is_genuine
    assert (len(list(tmp_path.glob("*.key"))), len(list(tmp_path.glob("*.crt")))) == (1, 4)


@pytest.fixture
def run(app, settings):
    """run("verify", …): a `flask report` command; no database is asked."""

    def run(*arguments):
        with app.app_context():
            return CliRunner().invoke(commands, [str(one) for one in arguments])

    return run


def test_the_command_tells_a_genuine_file_from_a_changed_one(run, settings, tmp_path):
    told = printed(specimens.few(), settings.key_folder)
    (tmp_path / "a.pdf").write_bytes(told.pdf)
    (tmp_path / "b.pdf").write_bytes(told.pdf.replace(b"Issued by", b"issued by"))
    genuine, changed = run("verify", tmp_path / "a.pdf"), run("verify", tmp_path / "b.pdf")
    assert (genuine.exit_code, changed.exit_code) == (0, 1)
    assert "genuine: as it was signed here" in genuine.output
    assert f"certificate {told.certificate}" in genuine.output
    assert "changed since it was signed here" in changed.output


def test_the_command_rotates_and_old_files_still_verify(run, settings, tmp_path):
    told = printed(specimens.few(), settings.key_folder)
    (tmp_path / "a.pdf").write_bytes(told.pdf)
    rotated = run("rotate-key")
    assert told.certificate in rotated.output
    assert run("verify", tmp_path / "a.pdf").exit_code == 0


def test_the_certificates_are_listed_and_handed_out(run, settings):
    run("rotate-key")
    run("rotate-key")
    listed = run("certificates", "--pem").output
    assert listed.count("-----BEGIN CERTIFICATE-----") == 2
    assert f"* {Keyring(settings.key_folder).active().fingerprint}" in listed
