import io

import pytest


class Club:
    def __init__(self, client, rng):
        self.client, self.rng = client, rng

    def one(self, **told):
        number = self.rng.randrange(10**9)
        row = {"email": f"a{number}@example.com", "name": f"N {number}", "since": "2026-03-01"}
        return row | told

    def send(self, table, query="", name="file"):
        data = table if isinstance(table, bytes) else table.encode()
        return self.client.post(f"/members/import{query}", data={name: (io.BytesIO(data), "m.csv")})

    def table(self, *members, separator=",", end="\r\n"):
        rows = [("email", "name", "since")]
        rows += [(one["email"], one["name"], one["since"] or "") for one in members]
        return "".join(separator.join(row) + end for row in rows)

    def errors(self, *rows, head="email,name,since"):
        told = self.send("\n".join([head, *rows]))
        assert told.status_code == 422
        return [(one["row"], one["field"]) for one in told.json["errors"]]

    def members(self):
        return self.client.get("/members").json


@pytest.fixture
def club(client, rng):
    return Club(client, rng)


def by_email(*members):
    return sorted(members, key=lambda one: one["email"])


def counts(told):
    assert told.status_code == 200
    return told.json["added"], told.json["changed"], told.json["same"]


def test_a_table(club):
    one, two = club.one(), club.one(since=None)
    assert counts(club.send(club.table(one, two))) == (2, 0, 0)
    assert club.members() == by_email(one, two)


def test_what_some_programs_write(club):
    one, two = club.one(), club.one(name="Zoë Łaska")
    table = club.table(one, two, separator=";")
    assert counts(club.send(b"\xef\xbb\xbf" + table.encode())) == (2, 0, 0)
    assert club.members() == by_email(one, two)


def test_columns(club):
    one = club.one()
    table = f"Note, SINCE ,name,Email\nx,{one['since']},{one['name']},{one['email']}"
    assert counts(club.send(table)) == (1, 0, 0)
    assert club.members() == [one]


def test_quotes(club):
    names = ['Li, "the first"', "two\nlines", "a;b"]
    made = [club.one(name=name) for name in names]
    rows = [f'{one["email"]},"{one["name"].replace(chr(34), chr(34) * 2)}",' for one in made]
    assert counts(club.send("\n".join(["email,name,since", *rows]))) == (3, 0, 0)
    assert {one["name"] for one in club.members()} == set(names)


def test_cells(club):
    one = club.one(since=None)
    large = one["email"].upper()
    table = f"email,name,since\n {large} ,  {one['name']} \n,,\n  , ,\n\n"
    assert counts(club.send(table)) == (1, 0, 0)
    assert club.members() == [one]


def test_what_is_no_table(club):
    told = [
        club.send(club.table(club.one()), name="table"),
        club.send(club.table(club.one(name="Zoë")).encode("latin-1")),
        club.send("email,name\na@example.com,A"),
        club.send(""),
        club.client.post("/members/import"),
    ]
    assert [one.status_code for one in told] == [400] * 5
    assert club.members() == []


def test_addresses(club):
    wrong = ["", "a", "@example.com", "a@", "a@b@c"]
    assert club.errors(*[f"{email},A," for email in wrong]) == [(n, "email") for n in range(2, 7)]


def test_days(club):
    wrong = ["2026-02-30", "1.3.2026", "20260301", "2026-3-1", "2026-W10-1", "soon"]
    rows = [f"a{n}@example.com,A,{day}" for n, day in enumerate(wrong)]
    assert club.errors(*rows) == [(n, "since") for n in range(2, 8)]


def test_all_that_is_wrong(club):
    rows = ["a,,x", "a@example.com,A,", "b@example.com,,", ",B,2026-13-01"]
    expected = [(2, "email"), (2, "name"), (2, "since"), (4, "name"), (5, "email"), (5, "since")]
    assert club.errors(*rows) == expected


def test_how_rows_are_counted(club):
    rows = ['a@example.com,"two', 'lines",', "", ",,", "wrong,A,"]
    assert club.errors(*rows) == [(5, "email")]


def test_an_address_that_stands_twice(club):
    rows = ["a@example.com,A,", "b@example.com,B,", "A@example.com,C,", "b@example.com,,"]
    assert club.errors(*rows) == [(4, "email"), (5, "email"), (5, "name")]


def test_nothing_of_a_wrong_table(club):
    one = club.one()
    club.send(club.table(one))
    changed, new = {**one, "name": "other"}, club.one()
    assert club.send(club.table(changed, new, club.one(since="soon"))).status_code == 422
    assert club.members() == [one]


def test_members_that_are_known(club):
    stays, same, old = (club.one() for _ in range(3))
    club.send(club.table(stays, same, old))
    changed, new = {**old, "since": None}, club.one()
    assert counts(club.send(club.table(same, changed, new))) == (1, 1, 1)
    assert club.members() == by_email(stays, same, changed, new)


def test_a_dry_run(club):
    one = club.one()
    club.send(club.table(one))
    table = club.table({**one, "name": "other"}, club.one())
    assert [counts(club.send(table, "?dry=1")) for _ in range(2)] == [(1, 1, 0)] * 2
    assert club.members() == [one]
    assert counts(club.send(table, "?dry=0")) == (1, 1, 0)
    assert len(club.members()) == 2
