"""The ways in before a scope is known: by a secret, by a slug, by a user's memberships."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from assay.core import clock, signing
from assay.core.db import session, transaction
from assay.core.errors import NotFound
from assay.tenancy import entrances
from assay.tenancy.models import Entrance
from assay.tenancy.scope import scope
from tests.tenancy.people import organisations

MINUTE = timedelta(minutes=1)


@pytest.fixture
def pairing(app, database):
    with app.app_context():
        yield organisations(database, "Northwind", "Bluefjord")


@pytest.fixture
def admitted(pairing):
    """admitted(): a secret of the first organisation's, and what it opens."""

    def admitted(purpose="sit", **more):
        token, subject_id = signing.token(), uuid4()
        with scope(pairing[0]), transaction():
            entrances.admit(purpose, token, subject_id=subject_id, **{"expires_at": None, **more})
        return token, subject_id

    return admitted


def test_a_secret_opens_what_it_was_made_for(admitted, pairing):
    token, subject_id = admitted()
    opened = entrances.resolve("sit", token)
    assert (opened.organisation_id, opened.subject_id) == (pairing[0], subject_id)
    assert opened.is_open(clock.now())


def test_a_secret_opens_nothing_for_another_purpose(admitted):
    token, _ = admitted("sit")
    with pytest.raises(NotFound):
        entrances.resolve("report", token)


@pytest.mark.parametrize("token", ["", "a", "ä", "x" * 43, "\0"])
def test_a_secret_that_nobody_made_is_not_found(admitted, token):
    admitted()
    with pytest.raises(NotFound):
        entrances.resolve("sit", token)


def test_a_secret_is_open_until_it_expires(admitted):
    expires_at = clock.now() + MINUTE
    token, _ = admitted(expires_at=expires_at)
    opened = entrances.resolve("sit", token)
    assert opened.is_open(expires_at - timedelta(microseconds=1))
    assert not opened.is_open(expires_at)


def test_a_revoked_secret_is_found_and_not_open(admitted, pairing):
    token, subject_id = admitted()
    with clock.frozen(clock.now()), scope(pairing[0]), transaction():
        entrances.revoke("sit", subject_id)
        at = clock.now()
    opened = entrances.resolve("sit", token)
    assert (opened.revoked_at, opened.is_open(at)) == (at, False)


def test_revoking_again_leaves_the_first_instant(admitted, pairing):
    token, subject_id = admitted()
    revoked = []
    for _ in range(2):
        with scope(pairing[0]), transaction():
            entrances.revoke("sit", subject_id)
        revoked.append(entrances.resolve("sit", token).revoked_at)
    assert revoked[0] == revoked[1]


def test_revoking_closes_every_secret_of_the_subject_and_no_other(admitted, pairing):
    token, subject_id = admitted()
    other, _ = admitted()
    third = signing.token()
    with scope(pairing[0]), transaction():
        entrances.admit("sit", third, subject_id=subject_id, expires_at=None)
        entrances.admit("report", token, subject_id=subject_id, expires_at=None)
    with scope(pairing[0]), transaction():
        entrances.revoke("sit", subject_id)
    ways = [("sit", token), ("sit", third), ("sit", other), ("report", token)]
    found = [entrances.resolve(purpose, secret).is_open(clock.now()) for purpose, secret in ways]
    assert found == [False, False, True, True]


def test_another_organisation_revokes_nothing(admitted, pairing):
    token, subject_id = admitted()
    with scope(pairing[1]), transaction():
        entrances.revoke("sit", subject_id)
    assert entrances.resolve("sit", token).is_open(clock.now())


def test_only_the_digest_is_kept(admitted, database):
    token, _ = admitted()
    with database.connect() as connection:
        (row,) = connection.execute(select(Entrance.__table__)).mappings()
        whole = connection.scalar(text("select string_agg(e::text, ' ') from entrances e"))
    assert row["digest"] == hashlib.sha256(token.encode()).digest()
    assert token not in whole
    assert token.encode().hex() not in whole


def test_one_secret_can_not_be_given_to_two(admitted, pairing, database):
    token, _ = admitted()
    with pytest.raises(Exception, match="ix_entrances_digest"), scope(pairing[1]), transaction():
        entrances.admit("sit", token, subject_id=uuid4(), expires_at=None)


def test_a_slug_names_its_organisation(pairing):
    assert entrances.by_slug("northwind") == pairing[0]


@pytest.mark.parametrize("slug", ["nowhere", "Northwind", "", "northwind' or true --"])
def test_a_slug_of_nobody_is_not_found(pairing, slug):
    with pytest.raises(NotFound):
        entrances.by_slug(slug)


def close(database, organisation_id):
    with database.begin() as connection:
        connection.execute(
            text("update organisations set closed_at = now() where id = :id"),
            {"id": organisation_id},
        )


def test_a_closed_organisation_is_not_found_by_its_slug(pairing, database):
    close(database, pairing[0])
    with pytest.raises(NotFound):
        entrances.by_slug("northwind")


def joins(database, user_id, organisation_id, role="recruiter", removed_at=None):
    with database.begin() as connection:
        connection.execute(
            text(
                "insert into users (id, email, name, active, fs_uniquifier, created_at) values"
                " (:user, :user, 'Ann', true, :user, now()) on conflict do nothing"
            ),
            {"user": user_id},
        )
        connection.execute(
            text(
                "insert into members (organisation_id, id, user_id, role, joined_at, removed_at)"
                " values (:organisation, gen_random_uuid(), :user, :role, now(), :removed_at)"
            ),
            {"organisation": organisation_id, "user": user_id, "role": role,
             "removed_at": removed_at},
        )  # fmt: skip


def slugs(user_id):
    return [(one.slug, one.role) for one in entrances.memberships(user_id)]


def test_a_user_belongs_to_several_organisations_each_with_its_role(pairing, database):
    user_id = uuid4()
    joins(database, user_id, pairing[0], "owner")
    joins(database, user_id, pairing[1], "marker")
    assert slugs(user_id) == [("bluefjord", "marker"), ("northwind", "owner")]


def test_who_has_left_belongs_nowhere(pairing, database):
    user_id, stranger = uuid4(), uuid4()
    joins(database, user_id, pairing[0], removed_at=clock.now())
    assert slugs(user_id) == slugs(stranger) == []


def test_a_closed_organisation_is_told_of_as_closed(admitted, pairing, database):
    user_id, (token, _) = uuid4(), admitted()
    for organisation_id in pairing:
        joins(database, user_id, organisation_id)
    close(database, pairing[0])
    told = {one.slug: one.closed for one in entrances.memberships(user_id)}
    assert told == {"northwind": True, "bluefjord": False}
    assert entrances.resolve("sit", token).closed


def test_the_ways_in_leave_no_scope_behind(admitted):
    token, _ = admitted()
    entrances.resolve("sit", token)
    assert not session.scalar(text("select current_setting('assay.organisation', true)"))
