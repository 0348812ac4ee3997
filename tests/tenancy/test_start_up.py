"""Nothing is served as a role that could see past row-level security."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from assay.app import create_app
from assay.core.db import RoleTooStrong, refuse_if_rls_bypassed


@pytest.fixture
def urls(roles, postgres, database):
    """Role → its URL; one more role is there that has BYPASSRLS and nothing else."""
    app = sa.make_url(roles.app)
    bypass = app.set(username=f"{app.database}_bypass", password="of-a-test")
    name = bypass.username
    with database.begin() as connection:
        connection.execute(sa.text(f"create role {name} login bypassrls password 'of-a-test'"))
        connection.execute(sa.text(f"grant connect on database {app.database} to {name}"))
    yield {
        "superuser": postgres.superuser_url(app.database),
        "owner": roles.owner,
        "bypass": bypass.render_as_string(hide_password=False),
    }
    with database.begin() as connection:
        connection.execute(sa.text(f"drop owned by {name}"))
        connection.execute(sa.text(f"drop role {name}"))


@pytest.mark.parametrize("role", ["superuser", "owner", "bypass"])
def test_a_role_that_is_not_bound_is_refused_at_the_start(settings, urls, role, cleared):
    with pytest.raises(RoleTooStrong, match="Use the role assay_app"):
        create_app(replace(settings, database_url=urls[role]))


def test_the_refusal_ends_the_process_with_a_sentence():
    assert issubclass(RoleTooStrong, SystemExit)


@pytest.mark.parametrize("role", ["app", "relay"])
def test_a_role_that_is_bound_is_served(roles, role):
    engine = sa.create_engine(getattr(roles, role), poolclass=NullPool)
    refuse_if_rls_bypassed(engine)
