"""The crowd of the load tests, a small one: it is written past the verbs, and must be as theirs."""

from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from tests.load.crowd import gather
from tests.load.test_lists import PAGES
from tests.visitor import Visitor

MANY = 120
"""Enough for somebody in every state."""
ASTRAY = """
select count(*) from invitations i
  left join standings s on s.organisation_id = i.organisation_id and s.invitation_id = i.id
  left join lateral assay_standing(i.organisation_id, i.id) n on true
 where row(s.*) is distinct from row(n.*)
"""


@pytest.fixture
def crowd(app, database):
    def run(sql, **values):
        with database.begin() as connection:
            return list(connection.execute(sa.text(sql), values))

    def run_all(steps, **values):
        with database.begin() as connection:
            for sql in steps:
                connection.execute(sa.text(sql), values)

    reader = Visitor(app)
    slug = reader.open_organisation("Northwind", "olga@northwind.example")
    return reader, gather(SimpleNamespace(run=run, run_all=run_all), slug, MANY)


def test_every_page_that_is_measured_shows_it(crowd):
    reader, gathered = crowd
    for path in PAGES.values():
        address = path.partition(" > ")[0].format(
            slug=gathered.slug, assessment=gathered.assessment_id
        )
        assert reader.get(address).status == 200, address


def test_everyone_stands_where_the_triggers_would_have_them(crowd, database):
    with database.connect() as connection:
        assert connection.scalar(sa.text("select count(*) from standings")) == MANY
        assert connection.scalar(sa.text(ASTRAY)) == 0
