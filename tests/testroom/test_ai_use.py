"""What an assessment states about AI tools stands wherever its candidate looks."""

import pytest

from assay.assessments.ai_use import SAID
from assay.core import clock
from assay.invitations import queries
from assay.invitations.letters import compose
from tests.sittings.situation import AT, Situation
from tests.testroom.chair import Chair

NOTE = "Name the <b>tool</b> & what for."


@pytest.fixture
def room(app):
    with Situation(app) as room, clock.frozen(AT):
        yield room


@pytest.mark.parametrize("use", SAID)
def test_the_pages_before_and_beside_the_questions_state_it(room, database, use):
    frozen(database, use)
    chair = Chair(room)
    others = [words for name, words in SAID.items() if name != use]
    seen = [chair.get(room.link).words(), chair.start().words()]
    chair.client.delete_cookie("assay_sitting", path="/sit")
    seen.append(chair.get(room.link).words())
    for words in seen:
        assert f"{SAID[use]} Northwind Robotics adds: {NOTE}" in words
        assert not [one for one in others if one in words]


def test_without_a_note_nothing_is_added(room, database):
    frozen(database, "no", "")
    assert "adds:" not in Chair(room).get(room.link).words()


def test_the_sentence_is_in_the_readers_language_and_the_note_as_it_was_written(room, database):
    frozen(database, "yes")
    chair = Chair(room)
    chair.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    page = chair.get(room.link)
    assert "KI-Werkzeuge sind erlaubt. Northwind Robotics ergänzt:" in page.words()
    (note,) = page.soup.select("main q")
    assert (note.get_text(), note["lang"]) == (NOTE, "en")


def test_the_invitations_mail_states_it(room, database):
    frozen(database, "lookup")
    landing = queries.landing(room.invitation_id)
    letter = compose(landing, link="https://x.example/sit/i/k", at=AT)
    text = " ".join(letter.text.split())
    assert f"{SAID['lookup']} Northwind Robotics adds: {NOTE}" in text
    assert "Name the &lt;b&gt;tool&lt;/b&gt; &amp; what for." in letter.html


def frozen(database, use, note=NOTE):
    """The application itself may not change what was published."""
    with database.begin() as connection:
        connection.exec_driver_sql(
            "update assessment_versions set ai_use = %s, ai_note = %s", (use, note)
        )
