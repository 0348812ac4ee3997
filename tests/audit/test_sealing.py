"""seal() puts entries into their organisation's chain, once and in order; tampering is found."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from assay.audit.actions import SYSTEM, record, seal
from assay.audit.chain import GENESIS, link
from assay.audit.queries import first_broken_link
from assay.core import clock
from assay.core.db import reading, transaction
from assay.tenancy.scope import INSTALLATION, every_organisation, scope

CHAIN = "select sequence, verb from audit_entries where organisation_id = :owner order by sequence"


@pytest.fixture
def happens(pairing):
    """happens(3): so many entries in our organisation, or in another; oldest first."""

    def happens(count, organisation_id=None, first=1):
        with scope(organisation_id or pairing[0]):
            for number in range(first, first + count):
                with transaction():
                    record(f"test.{number}", "sitting", uuid4(), actor=SYSTEM)

    return happens


@pytest.fixture
def chain(database):
    def chain(organisation_id):
        with database.connect() as connection:
            return [
                tuple(row) for row in connection.execute(text(CHAIN), {"owner": organisation_id})
            ]

    return chain


@pytest.fixture
def tamper(database):
    """tamper(sql): with rights that nobody who serves has."""

    def tamper(sql):
        with database.begin() as connection:
            connection.execute(text(sql))

    return tamper


def broken(organisation_id):
    with scope(organisation_id), reading():
        return first_broken_link()


def test_entries_are_numbered_in_their_order_without_a_gap(happens, sealed, chain, pairing):
    happens(3)
    assert sealed() == 3
    happens(2, first=4)
    assert sealed() == 2
    assert chain(pairing[0]) == [(number, f"test.{number}") for number in range(1, 6)]
    assert broken(pairing[0]) is None


def test_sealing_again_seals_nothing(happens, sealed):
    happens(2)
    assert [sealed(), sealed()] == [2, 0]


def test_every_organisation_has_a_chain_of_its_own(happens, sealed, chain, pairing):
    for owner, count in ((pairing[0], 2), (pairing[1], 1), (INSTALLATION, 3)):
        happens(count, owner)
    assert sealed() == 6
    assert [len(chain(owner)) for owner in (*pairing, INSTALLATION)] == [2, 1, 3]
    assert [chain(owner)[0][0] for owner in (*pairing, INSTALLATION)] == [1, 1, 1]
    assert [broken(owner) for owner in (*pairing, INSTALLATION)] == [None] * 3


def test_many_are_sealed_a_part_at_a_time(happens, sealed, chain, pairing):
    happens(5)
    assert [sealed(at_most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [number for number, _ in chain(pairing[0])] == [1, 2, 3, 4, 5]
    assert broken(pairing[0]) is None


def test_what_was_committed_late_is_sealed_after_what_stands(happens, sealed, chain, pairing):
    happens(2)
    sealed()
    with clock.frozen(clock.now() - timedelta(hours=1)):
        happens(1, first=3)
    assert sealed() == 1
    assert chain(pairing[0])[-1] == (3, "test.3")
    assert broken(pairing[0]) is None


def test_an_entry_that_nobody_sealed_breaks_nothing(happens, sealed, pairing):
    happens(1)
    sealed()
    happens(1)
    assert broken(pairing[0]) is None


def test_an_empty_chain_is_whole(pairing):
    assert broken(pairing[0]) is None


def test_a_second_sealer_leaves_it_to_the_first(happens, relays, pairing):
    happens(3)
    with (
        every_organisation(relays, why="a test seals") as first,
        every_organisation(relays, why="a test seals too") as second,
    ):
        assert seal(first) == 3
        second.exec_driver_sql("set local lock_timeout = '2s'")
        assert seal(second) == 0
    assert broken(pairing[0]) is None


def test_sealers_at_once_seal_each_entry_once(happens, sealed, chain, pairing):
    happens(40)
    together = threading.Barrier(4)

    def seals(_):
        together.wait()
        return sum(sealed(at_most=7) for _ in range(12))

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(seals, range(4)))
    assert sum(counts) + sealed() == 40
    assert [number for number, _ in chain(pairing[0])] == list(range(1, 41))
    assert broken(pairing[0]) is None


TAMPERED = {
    """update audit_entries set details = '{"seconds": 1}' where sequence = 2""": 2,
    "update audit_entries set at = at - interval '1 microsecond' where sequence = 3": 3,
    "update audit_entries set actor_id = gen_random_uuid() where sequence = 1": 1,
    "delete from audit_entries where sequence = 2": 2,
    "update audit_entries set hash = sha256('x') where sequence = 3": 3,
    "update audit_entries set sequence = sequence * -1 + 10": 1,
    "update audit_entries set hash = null where sequence = 4": 4,
}
"""What somebody with the owner's power did → where the chain is found broken."""


@pytest.mark.parametrize("sql", TAMPERED)
def test_tampering_is_found_where_it_was_done(happens, sealed, tamper, pairing, sql):
    happens(4)
    sealed()
    tamper(sql)
    assert broken(pairing[0]) == TAMPERED[sql]


def test_tampering_in_one_chain_breaks_no_other(happens, sealed, tamper, pairing):
    for owner in pairing:
        happens(2, owner)
    sealed()
    tamper(f"delete from audit_entries where organisation_id = '{pairing[1]}' and sequence = 1")
    assert [broken(owner) for owner in pairing] == [None, 1]


def test_a_hash_that_was_made_to_fit_breaks_the_next(happens, sealed, tamper, pairing, database):
    happens(2)
    sealed()
    tamper("update audit_entries set verb = 'test.forged' where sequence = 1")
    with database.connect() as connection:
        query = text("select * from audit_entries where sequence = 1")
        row = connection.execute(query).mappings().one()
    tamper(f"update audit_entries set hash = '\\x{link(GENESIS, row).hex()}' where sequence = 1")
    assert broken(pairing[0]) == 2
