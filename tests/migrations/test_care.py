"""A revision neither waits for a lock nor believes that it sees rows which it does not."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.migrations.chain import chain, config

ROWS = Path(__file__).with_name("two_organisations.sql")
TRIAL = '''"""Tried by a test."""

from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    op.execute("alter table candidates add column shoe_size int")
'''
MARKED_BY = """
    update marks set marked_by = (
        select m.id from members m join organisations o on o.id = m.organisation_id
         where o.name = '{name}'
    ) where source = 'human'
        and organisation_id = (select id from organisations where name = 'Northwind')
"""
"""Northwind's mark by hand, by a member of that organisation."""


@pytest.fixture(scope="module")
def old(installation):
    installation.upgrade("0003")
    installation.run(ROWS.read_text("utf-8"))
    return installation


def test_a_key_is_checked_over_the_rows_that_are_there(old):
    old.run(MARKED_BY.format(name="Bluefjord"))
    with pytest.raises(IntegrityError, match="fk_marks_organisation_id_marked_by"):
        old.upgrade("0004")
    old.run(MARKED_BY.format(name="Northwind"))
    old.upgrade("0004")


def test_a_lock_that_is_not_had_soon_is_given_up(old, tmp_path):
    old.upgrade("head")
    (tmp_path / "9999_trial.py").write_text(TRIAL.format(head=chain()[-1].revision))
    trial = config(old.owner, tmp_path)
    with old.everything.begin() as someone:
        someone.exec_driver_sql("lock table candidates in access share mode")
        with pytest.raises(OperationalError, match="lock timeout"):
            command.upgrade(trial, "9999")
    assert old.ask("select version_num from alembic_version") == [(chain()[-1].revision,)]
    command.upgrade(trial, "9999")
