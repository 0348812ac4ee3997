"""Operators in tests: made as the database's owner makes them, signed in with a second factor."""

from sqlalchemy import text

from tests.accounts.second_factors import gets_an_app
from tests.visitor import Visitor

OPAL = "opal@host.example"
PAGE = "/o/operators/"
REASON = "It was not paid for since August."


def makes_an_operator(database, email):
    with database.begin() as connection:
        query = "insert into operators select id, now() from users where email = :email"
        connection.execute(text(query), {"email": email})


def opal(app, database):
    """An operator, who is the owner of Host and a member of nothing else."""
    opal = Visitor(app)
    opal.open_organisation("Host", OPAL)
    gets_an_app(opal)
    makes_an_operator(database, OPAL)
    return opal


def page_of(visitor, name):
    """The address of an organisation's page among the operators'."""
    link = visitor.get(f"{PAGE}?q={name}").soup.select_one("tbody th a")
    return link["href"]


def closes(visitor, which, **fields):
    page = page_of(visitor, which)
    told = {"name": which, "reason": REASON, "contact": "help@host.example", **fields}
    return visitor.fill(page, to=f"{page}/close", **told)


def reopens(visitor, name):
    page = page_of(visitor, name)
    return visitor.fill(page, to=f"{page}/reopen")
