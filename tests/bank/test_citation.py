"""A citation holds where the documentation of the installed version says so, and decides nothing.

The releases are archives of the tests' own, in the folder that keeps those that were fetched.
"""

import hashlib
import io
import tarfile

import pytest

from assay.bank.folder import Refused
from assay.bank.prover import Lane, prove
from assay.bank.runner import NoRunner
from tests.bank.items import TOUCHES, made
from workers import sdists
from workers.sandbox.engine import Sandbox
from workers.sdists import Sdists, locked

TEXT = "Markup\n======\n\nWhat is put into markup\n   is escaped, always.\n"
CITED = {
    "kind": "citation", "package": "MarkupSafe", "file": "docs/formatting.rst",
    "phrase": "What is put into markup is escaped",
}  # fmt: skip
DECIDES = {"kind": "experiment", "touches": TOUCHES}


def member(name, data=b"", **more):
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for field, value in more.items():
        setattr(info, field, value)
    return info, data


def packed(*members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for info, data in members:
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


NAME = "markupsafe-3.0.3/docs/formatting.rst"
DOCS = member(NAME, TEXT.encode())


@pytest.fixture
def releases(tmp_path):
    """releases(*members): Sdists whose lock has one release of MarkupSafe, which holds these."""

    def releases(*members, data=None):
        data = data or packed(*members)
        digest = hashlib.sha256(data).hexdigest()
        folder, lock = tmp_path / "sdists", tmp_path / "some.lock"
        folder.mkdir()
        (folder / f"{digest}.tar.gz").write_bytes(data)
        hashes = f"    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{digest}\n"
        lock.write_text(f"jinja2==3.1.6 \\\n    --hash=sha256:{'1' * 64}\nmarkupsafe==3.0.3 \\\n"
                        f"{hashes}    # via jinja2\n")  # fmt: skip
        return Sdists(lock, folder)

    return releases


@pytest.fixture(scope="module")
def runner():
    made = Sandbox()
    yield made
    made.close()


LANE = Lane(python="3.11.7", packages={"markupsafe": "3.0.3"})


def test_what_the_documentation_says_is_kept_as_evidence(tmp_path, releases, runner):
    item = made(tmp_path, proof=[DECIDES, CITED])
    proved = prove(item, runner, LANE, releases(DOCS))
    assert proved.why == ""
    seen = {"file": "docs/formatting.rst of MarkupSafe 3.0.3", "phrase": CITED["phrase"]}
    assert proved.evidence.proofs[1]["seen"] == seen


def cited(tmp_path, found, **changed):
    """Why the citation does not hold; what decides is not run."""
    item = made(tmp_path, proof=[DECIDES, CITED | changed])
    (part,) = (one for one in prove(item, NOTHING, LANE, found).parts if one.kind == "citation")
    return part.why


class Absent:
    def run(self, files, command, limits):
        raise NoRunner("nothing is run here")


NOTHING = Absent()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"phrase": "What is put into markup is lost"}, "does not say 'What is put into markup is"),
        ({"file": "docs/other.rst"}, "there is no docs/other.rst of MarkupSafe 3.0.3"),
        ({"file": "formatting.rst"}, "there is no formatting.rst of MarkupSafe 3.0.3"),
        ({"package": "nowhere"}, "nowhere is not installed"),
    ],
)
def test_what_it_does_not_say_is_told(tmp_path, releases, changed, words):
    assert words in cited(tmp_path, releases(DOCS), **changed)


def test_a_citation_alone_decides_nothing(tmp_path, releases):
    item = made(tmp_path, proof=[CITED])
    proved = prove(item, NOTHING, LANE, releases(DOCS))
    assert proved.why == "citation: a citation decides nothing: put a proof beside it that runs"


def test_without_sources_nothing_is_cited(tmp_path):
    proved = prove(made(tmp_path, proof=[DECIDES, CITED]), NOTHING, LANE)
    assert "there are no sources of MarkupSafe 3.0.3 here" in proved.why


@pytest.mark.parametrize(
    "other",
    [
        member(
            "markupsafe-3.0.3/docs/formatting.rst", type=tarfile.SYMTYPE, linkname="/etc/passwd"
        ),
        member(NAME, type=tarfile.LNKTYPE, linkname="PKG-INFO"),
        member(NAME, type=tarfile.FIFOTYPE),
        member("../docs/formatting.rst/..", TEXT.encode()),
        member("/docs/../formatting.rst", TEXT.encode()),
    ],
)
def test_links_and_strange_names_are_no_text(tmp_path, releases, other):
    assert "there is no docs/formatting.rst" in cited(tmp_path, releases(other))


def test_what_is_unpacked_is_bounded(tmp_path, releases, monkeypatch):
    found = releases(member("m-1/large.bin", b"\0" * 300_000), DOCS)
    monkeypatch.setattr(sdists, "LARGEST_UNPACKED", 200_000)
    assert "it holds more than 0 MB" in cited(tmp_path / "a", found)
    monkeypatch.setattr(sdists, "LARGEST_UNPACKED", 10**7)
    monkeypatch.setattr(sdists, "MOST_FILES", 1)
    assert "it holds more than 1 files" in cited(tmp_path / "b", found)
    monkeypatch.setattr(sdists, "MOST_FILES", 9)
    monkeypatch.setattr(sdists, "LARGEST_TEXT", 5)
    assert "docs/formatting.rst is larger than 0 MB" in cited(tmp_path / "c", found)


def test_what_is_no_archive_is_told(tmp_path, releases):
    told = cited(tmp_path, releases(data=b"no archive at all"))
    assert told.startswith("the source of MarkupSafe 3.0.3 can’t be read: ")


def test_only_what_the_lock_vouches_for_is_taken(tmp_path, releases):
    found = releases(DOCS)
    with pytest.raises(NoRunner, match=r"some.lock has no markupsafe 3.0.4"):
        found.text("markupsafe", "3.0.4", "docs/formatting.rst")
    lock = (tmp_path / "some.lock").read_text()
    assert len(locked(lock, "MarkupSafe", "3.0.3")) == 2
    assert locked(lock, "jinja2", "3.1.6") == {"1" * 64}
    assert locked(lock, "markup", "3.0.3") == locked(lock, "markupsafe", "3.0") == set()


def test_what_is_fetched_is_kept_if_it_is_what_the_lock_has(tmp_path):
    release, lock = tmp_path / "release", tmp_path / "some.lock"
    release.write_bytes(packed(DOCS))
    asked = []

    def where(package, version):
        asked.append((package, version))
        return release.as_uri()

    found = Sdists(lock, tmp_path / "kept", where=where)
    lock.write_text(f"markupsafe==3.0.3 \\\n    --hash=sha256:{'3' * 64}\n")
    with pytest.raises(NoRunner, match=r"fetched of markupsafe 3.0.3 is not what the lock has"):
        found.text("markupsafe", "3.0.3", "docs/formatting.rst")
    digest = hashlib.sha256(release.read_bytes()).hexdigest()
    lock.write_text(f"markupsafe==3.0.3 \\\n    --hash=sha256:{digest}\n")
    for _ in range(2):
        assert found.text("markupsafe", "3.0.3", "docs/formatting.rst") == TEXT
    assert asked == [("markupsafe", "3.0.3")] * 2
    assert [file.name for file in (tmp_path / "kept").iterdir()] == [f"{digest}.tar.gz"]


def test_without_a_network_a_sentence_says_so(tmp_path, monkeypatch):
    """A spoilt copy is not believed either: it would be fetched anew."""
    monkeypatch.setenv("UV_OFFLINE", "1")
    lock = tmp_path / "some.lock"
    lock.write_text(f"assay-nowhere==1.0 \\\n    --hash=sha256:{'2' * 64}\n")
    (tmp_path / f"{'2' * 64}.tar.gz").write_bytes(packed(DOCS))
    with pytest.raises(NoRunner, match=r"the source of assay-nowhere 1.0: it can’t be fetched"):
        Sdists(lock, tmp_path).text("assay-nowhere", "1.0", "docs/formatting.rst")


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        ({**CITED, "phrase": "x" * 121}, "is too long"),
        ({**CITED, "phrase": "short"}, "is too short"),
        ({**CITED, "file": "/etc/passwd"}, "proof.1.file"),
        ({**CITED, "touches": ["flask"]}, "proof.1.touches: has no place"),
        ({**DECIDES, "phrase": CITED["phrase"]}, "proof.1.phrase: has no place"),
        ({"kind": "citation", "file": "a.rst", "phrase": "y" * 20}, "'package' is a required"),
    ],
)
def test_a_citation_that_is_none_is_refused(tmp_path, proof, words):
    with pytest.raises(Refused) as refused:
        made(tmp_path, proof=[DECIDES, proof])
    assert words in str(refused.value)
