import re

import pytest

NAMES = ["amina", "bo", "chidi", "dilnoza", "eero", "farah", "goran", "hanako", "itzel", "jai"]


class Team:
    def __init__(self, client, rng):
        self.client = client
        self.rng = rng
        self.owner, self.editor, self.viewer, self.stranger, *self.more = rng.sample(NAMES, 9)
        self.number = self.make(self.owner)
        self.give(self.editor, "editor")
        self.give(self.viewer, "viewer")

    def make(self, owner):
        body = {"name": f"Project {self.rng.randrange(10**6)}"}
        made = self.ask(owner, "POST", "/projects", body)
        assert made.status_code == 201
        return made.json["number"]

    def ask(self, who, method, path, body=None):
        headers = {"X-User": who} if who else {}
        return self.client.open(path, method=method, json=body, headers=headers)

    def at(self, who, method, below="", body=None, *, number=None):
        return self.ask(who, method, f"/projects/{number or self.number}{below}", body)

    def give(self, name, role, *, by=None):
        return self.at(by or self.owner, "PUT", f"/members/{name}", {"role": role}).status_code

    def take_out(self, name, *, by=None):
        return self.at(by or self.owner, "DELETE", f"/members/{name}").status_code

    def write(self, who, *, number=None):
        told = self.at(who, "POST", "/notes", {"text": f"n{self.rng.random()}"}, number=number)
        assert told.status_code == 201
        return told.json["number"]

    def delete(self, who, note, *, number=None):
        return self.at(who, "DELETE", f"/notes/{note}", number=number).status_code

    def everything(self, who, number, note):
        """Every request below a project, by this person."""
        asked = [
            ("GET", "", None),
            ("GET", "/notes", None),
            ("POST", "/notes", {"text": "t"}),
            ("DELETE", f"/notes/{note}", None),
            ("PUT", f"/members/{self.editor}", {"role": "viewer"}),
            ("DELETE", f"/members/{self.editor}", None),
        ]
        return [self.at(who, *one, number=number) for one in asked]

    def state(self):
        notes = [note["number"] for note in self.at(self.owner, "GET", "/notes").json]
        return self.at(self.owner, "GET").json["members"], notes


@pytest.fixture
def team(client, rng):
    return Team(client, rng)


def test_an_owner_may_do_everything(team):
    note = team.write(team.owner)
    assert team.state() == (
        {team.owner: "owner", team.editor: "editor", team.viewer: "viewer"},
        [note],
    )
    assert (team.delete(team.owner, note), team.take_out(team.viewer)) == (204, 204)
    assert team.state() == ({team.owner: "owner", team.editor: "editor"}, [])


def test_without_a_name(team):
    note = team.write(team.owner)
    before = team.state()
    told = team.everything(None, team.number, note)
    told += [team.ask(None, "GET", "/projects"), team.ask(None, "POST", "/projects", {"name": "x"})]
    assert [one.status_code for one in told] == [401] * 8
    assert team.state() == before


def test_strangers_learn_nothing(team):
    note = team.write(team.owner)
    before = team.state()
    told = team.everything(team.stranger, team.number, note)
    nothing = team.everything(team.stranger, team.number + 1000, note)
    assert [one.status_code for one in told] == [404] * 6
    assert [one.status_code for one in nothing] == [404] * 6
    texts = [re.sub(rf"\b{team.number}\b", "N", one.text) for one in told]
    assert texts == [re.sub(rf"\b{team.number + 1000}\b", "N", one.text) for one in nothing]
    assert team.state() == before


def test_one_sees_ones_own_projects(team):
    other = team.make(team.stranger)
    for who, numbers in ((team.viewer, [team.number]), (team.stranger, [other])):
        assert [one["number"] for one in team.ask(who, "GET", "/projects").json] == numbers


def test_viewers_read(team):
    note = team.write(team.editor)
    assert team.at(team.viewer, "GET").status_code == 200
    assert [one["number"] for one in team.at(team.viewer, "GET", "/notes").json] == [note]
    before = team.state()
    told = team.everything(team.viewer, team.number, note)
    assert [one.status_code for one in told] == [200] * 2 + [403] * 4
    assert team.state() == before


def test_editors_have_their_own_notes(team):
    own, other = team.write(team.editor), team.write(team.owner)
    assert team.delete(team.editor, other) == 403
    assert team.delete(team.editor, own) == 204
    assert team.state()[1] == [other]


def test_owners_delete_every_note(team):
    note, other = team.write(team.editor), team.write(team.editor)
    assert team.delete(team.owner, note) == 204
    assert team.state()[1] == [other]


def test_editors_choose_no_members(team):
    before = team.state()
    assert team.give(team.editor, "owner", by=team.editor) == 403
    assert team.give(team.stranger, "viewer", by=team.editor) == 403
    assert team.take_out(team.viewer, by=team.editor) == 403
    assert team.state() == before


def test_the_role_of_today_counts(team):
    note = team.write(team.editor)
    assert team.give(team.editor, "viewer") == 204
    assert team.delete(team.editor, note) == 403
    assert team.take_out(team.editor) == 204
    assert team.delete(team.editor, note) == 404
    assert team.state()[1] == [note]


def test_notes_of_another_project(team):
    note = team.write(team.owner)
    other = team.make(team.stranger)
    assert team.delete(team.stranger, note, number=other) == 404
    assert team.delete(team.owner, note + 1000) == 404
    assert team.state()[1] == [note]


def test_everybody_may_go(team):
    assert team.take_out(team.viewer, by=team.viewer) == 204
    assert team.take_out(team.editor, by=team.editor) == 204
    assert team.state()[0] == {team.owner: "owner"}
    assert team.take_out(team.stranger) == 404


def test_the_last_owner_stays(team):
    before = team.state()
    assert team.take_out(team.owner) == 409
    assert team.give(team.owner, team.rng.choice(["viewer", "editor"])) == 409
    assert team.state() == before


def test_one_of_two_owners_may_go(team):
    assert team.give(team.owner, "owner") == 204
    assert team.give(team.editor, "owner") == 204
    assert team.take_out(team.owner, by=team.owner) == 204
    assert team.take_out(team.editor, by=team.editor) == 409
    members = team.at(team.editor, "GET").json["members"]
    assert members == {team.editor: "owner", team.viewer: "viewer"}


def test_roles_that_are_none(team):
    before = team.state()
    for role in ("admin", "Owner", "", None, 3):
        assert team.give(team.viewer, role) == 400
        assert team.give(team.stranger, role) == 400
    assert team.state() == before
