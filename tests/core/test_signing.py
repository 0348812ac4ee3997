"""Tokens, digests, signed values and sealed texts: nothing passes for what it is not."""

import hashlib

import pytest
from cryptography.fernet import InvalidToken

from assay.core.signing import Sealer, Signer, digest, token

KEY, OTHER = "k" * 40, "o" * 40
VALUE = ["organisation", "sitting", 3]


@pytest.fixture
def signer():
    return Signer(KEY, "sitting")


def test_a_token_is_long_random_and_fits_an_address():
    made = {token() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(one) for one in made} == {43}
    assert set("".join(made)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    )


def test_a_digest_is_sha_256():
    assert digest("é") == hashlib.sha256("é".encode()).digest()


def test_what_was_signed_is_got_back(signer):
    assert signer.unsign(signer.sign(VALUE)) == VALUE


def test_one_use_does_not_pass_for_another(signer):
    assert Signer(KEY, "report").unsign(signer.sign(VALUE)) is None


def test_another_key_signs_nothing_for_us(signer):
    assert signer.unsign(Signer(OTHER, "sitting").sign(VALUE)) is None


def test_any_changed_sign_makes_it_nothing(signer):
    signed = signer.sign(VALUE)
    for place, was in list(enumerate(signed))[:-1]:  # the last holds bits that nobody reads
        changed = signed[:place] + ("A" if was != "A" else "B") + signed[place + 1 :]
        assert signer.unsign(changed) is None


@pytest.mark.parametrize("signed", ["", ".", "a.b", "ü", "\0", "eyJ4IjoxfQ.x", "a" * 9999])
def test_what_was_never_signed_is_nothing(signer, signed):
    assert signer.unsign(signed) is None


def test_what_was_signed_and_is_no_list_is_nothing(signer):
    assert signer.unsign(signer._serializer.dumps({"a": 1})) is None


def test_a_sealed_text_is_opened_with_its_key_alone():
    sealed = Sealer(KEY).seal("a letter with an é")
    assert Sealer(KEY).open(sealed) == "a letter with an é"
    assert b"letter" not in sealed
    with pytest.raises(InvalidToken):
        Sealer(OTHER).open(sealed)


def test_a_sealed_text_that_was_touched_does_not_open():
    sealed = bytearray(Sealer(KEY).seal("a letter"))
    sealed[20] ^= 1
    with pytest.raises(InvalidToken):
        Sealer(KEY).open(bytes(sealed))


def test_the_same_text_is_sealed_differently_each_time():
    assert Sealer(KEY).seal("a letter") != Sealer(KEY).seal("a letter")
