"""What the migrations make is what the models say."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from assay.core.db import Base

SEEN = {"compare_type": True, "compare_server_default": False}


def differences(connection, metadata):
    """What `flask db migrate` would write."""
    return compare_metadata(MigrationContext.configure(connection, opts=SEEN), metadata)


def test_nothing_is_left_to_migrate(database):
    with database.connect() as connection:
        assert differences(connection, Base.metadata) == []


def test_a_column_an_index_or_a_key_more_would_be_told(database):
    with database.connect() as connection:
        for change in (
            "alter table candidates add column shoe_size int",
            "create index ix_trial on candidates (organisation_id, name)",
            "alter table decisions drop constraint fk_decisions_organisation_id_decided_by",
            "alter table decisions alter column reason type varchar(9)",
        ):
            connection.exec_driver_sql(change)
        assert len(differences(connection, Base.metadata)) == 4


def test_the_checks_are_the_models_too(database):
    """Alembic does not compare them."""
    looking, naming = sa.inspect(database), database.dialect.identifier_preparer
    there, said = set(), set()
    for table in Base.metadata.tables.values():
        there |= {check["name"] for check in looking.get_check_constraints(table.name)}
        said |= {
            naming.format_constraint(check)
            for check in table.constraints
            if isinstance(check, sa.CheckConstraint)
        }
    assert there == said
