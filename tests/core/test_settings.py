"""Settings come from the environment, once; what is missing or wrong is told in a sentence."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from assay.core.settings import Settings

LEAST = {
    "ASSAY_DATABASE_URL": "postgresql+psycopg://assay_app@/assay",
    "ASSAY_SECRET_KEY": "s" * 32,
    "ASSAY_REDIS_URL": "redis://localhost",
    "ASSAY_BASE_URL": "https://assay.example.org/",
    "ASSAY_BLOB_FOLDER": "/blobs",
    "ASSAY_KEY_FOLDER": "/keys",
}
"""What must be told."""


def test_what_is_not_told_has_the_default_of_its_field():
    settings = Settings.from_env(LEAST)
    left = {
        one.name: one.default
        for one in fields(Settings)
        if f"ASSAY_{one.name.upper()}" not in LEAST
    }
    assert {name: getattr(settings, name) for name in left} == left


def test_what_is_told_is_taken():
    settings = Settings.from_env(
        {**LEAST, "ASSAY_POOL_SIZE": "9", "ASSAY_PROXIES": "2", "ASSAY_RATE_LIMITS": "0",
         "ASSAY_TESTING": "True", "ASSAY_RELAY_DATABASE_URL": "postgresql://relay"}
    )  # fmt: skip
    assert (settings.pool_size, settings.proxies, settings.rate_limits) == (9, 2, False)
    assert (settings.testing, settings.relay_database_url) == (True, "postgresql://relay")
    assert settings.blob_folder == Path("/blobs")


def test_an_address_ends_without_a_slash():
    assert Settings.from_env(LEAST).base_url == "https://assay.example.org"


@pytest.mark.parametrize("name", LEAST)
@pytest.mark.parametrize("given", [None, ""])
def test_what_must_be_told_and_is_not_is_named(name, given):
    told = (
        {**LEAST, name: given}
        if given is not None
        else {k: v for k, v in LEAST.items() if k != name}
    )
    with pytest.raises(SystemExit, match=f"{name} is not set"):
        Settings.from_env(told)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ASSAY_SECRET_KEY", "s" * 31, "at least 32"),
        ("ASSAY_POOL_SIZE", "many", "a whole number from 1, not 'many'"),
        ("ASSAY_POOL_SIZE", "0", "a whole number from 1"),
        ("ASSAY_PROXIES", "-1", "a whole number from 0"),
        ("ASSAY_PROXIES", "²", "a whole number from 0"),
        ("ASSAY_RATE_LIMITS", "off", "1 or 0, not 'off'"),
    ],
)
def test_a_value_that_can_not_be_is_told_in_a_sentence(name, value, said):
    with pytest.raises(SystemExit, match=f"^{name} must (have )?(be )?{said}"):
        Settings.from_env({**LEAST, name: value})


@pytest.mark.parametrize(
    "value", ["nobody", "a@b@c.example", f"{'x' * 21}@b.example", "a b@c.example"]
)
def test_an_address_of_return_is_one_that_has_room(value):
    with pytest.raises(SystemExit, match="ASSAY_BOUNCE_ADDRESS"):
        Settings.from_env({**LEAST, "ASSAY_BOUNCE_ADDRESS": value})
    told = Settings.from_env({**LEAST, "ASSAY_BOUNCE_ADDRESS": "bounce@mail.example.org"})
    assert told.bounce_address == "bounce@mail.example.org"


def test_an_empty_relays_url_is_none():
    assert Settings.from_env({**LEAST, "ASSAY_RELAY_DATABASE_URL": ""}).relay_database_url is None


def test_settings_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Settings.from_env(LEAST).pool_size = 6
