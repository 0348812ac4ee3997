"""Tags, notes and the archive: by a member, audited, once however often they are asked for."""

import pytest

from assay.accounts.models import Member
from assay.audit.actions import SYSTEM, Actor
from assay.audit.queries import entries_about
from assay.core.db import reading, session, transaction
from assay.core.errors import Invalid, NotAllowed, NotFound
from assay.decisions import queries, tagging
from assay.invitations.models import Invitation
from assay.tenancy.queries import fetch
from tests.marking.exam import Exam, visits
from tests.sittings.situation import elsewhere
from tests.sittings.test_races import at_once


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        yield exam


def tag(exam, name="Second round", of=None):
    with transaction():
        return tagging.tag(of or exam.invitation_id, name, by=exam.member)


def note(exam, text="Speaks well.", by=None):
    with transaction():
        return tagging.note(exam.invitation_id, text, by=by or exam.member)


def names(exam):
    with reading():
        tags = queries.tags_of([exam.invitation_id])
        return [one.name for one in tags.get(exam.invitation_id, [])]


def verbs(exam):
    with reading():
        return [one.verb for one in entries_about("invitation", exam.invitation_id)]


def test_a_tag_is_put_on_once_and_taken_off(exam):
    one = tag(exam)
    assert tag(exam, "  second   ROUND ").id == one.id
    tag(exam, "Berlin")
    assert names(exam) == ["Berlin", "Second round"]
    for _ in range(2):
        with transaction():
            tagging.untag(exam.invitation_id, one.id, by=exam.member)
    assert names(exam) == ["Berlin"]
    assert verbs(exam) == ["invitation.tag", "invitation.tag", "invitation.untag"]


def test_the_list_of_tags_is_the_organisations(app, exam):
    tag(exam)
    with reading():
        assert [one.name for one in queries.tags()] == ["Second round"]
    assert elsewhere(app, lambda other: queries.tags()) == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "one\u202etwo", "nul\x00"])
def test_a_tag_is_a_line_of_forty_signs(exam, name):
    with pytest.raises(Invalid) as refused:
        tag(exam, name)
    assert list(refused.value.fields) == ["tag"]
    assert names(exam) == []


def test_forty_signs_are_a_tag(exam):
    tag(exam, "ß" * 40)
    assert names(exam) == ["ß" * 40]


def test_tags_on_one_have_an_end(exam):
    for number in range(tagging.MOST_TAGS):
        tag(exam, f"No. {number}")
    tag(exam, "No. 3")
    with pytest.raises(Invalid, match="take one off"):
        tag(exam, "One more")


def test_two_who_make_a_tag_at_once_make_one(exam):
    at_once(exam, *[lambda: tag(exam)] * 4)
    assert names(exam) == ["Second round"]
    with reading():
        assert len(queries.tags()) == 1


def test_notes_are_told_the_latest_first_with_who_wrote_them(exam):
    note(exam, "  One <b>line</b>.\n\nAnother. ")
    note(exam, "Later.")
    with reading():
        told = queries.notes(exam.invitation_id)
    assert [one.text for one in told] == ["Later.", "One <b>line</b>.\n\nAnother."]
    assert {one.by for one in told} == {"Ann Example"}


@pytest.mark.parametrize("text", ["", " \n", "x" * (tagging.LONGEST_NOTE + 1)])
def test_a_note_says_something_and_has_an_end(exam, text):
    with pytest.raises(Invalid) as refused:
        note(exam, text)
    assert list(refused.value.fields) == ["note"]


@pytest.mark.parametrize("actor", [SYSTEM, Actor(kind="candidate")])
def test_only_members_tag_and_note(exam, actor):
    with pytest.raises(NotAllowed):
        note(exam, by=actor)
    with pytest.raises(NotAllowed), transaction():
        tagging.tag(exam.invitation_id, "Round", by=actor)


def take_back(exam, kept, by, of=None):
    with transaction():
        return tagging.take_note_back(kept.id, of=of or exam.invitation_id, by=by)


def test_a_note_is_taken_back_by_who_wrote_it_and_its_words_are_gone(exam):
    kept = note(exam)
    with reading():
        author = fetch(Member, exam.member.id)
        session.expunge(author)
    for _ in range(2):
        take_back(exam, kept, author)
    with reading():
        (told,) = queries.notes(exam.invitation_id)
    assert (told.text, told.by) == ("", "Ann Example")
    assert told.taken_back_at
    assert verbs(exam) == ["invitation.note", "invitation.take_note_back"]


def test_another_takes_it_back_only_as_a_head(exam):
    kept = note(exam)
    with pytest.raises(NotAllowed):
        take_back(exam, kept, exam.member_of_role("recruiter"))
    take_back(exam, kept, exam.member_of_role("admin"))


def test_a_note_is_of_one_candidate(exam):
    kept, other = note(exam), exam.invite("Di")
    with pytest.raises(NotFound):
        take_back(exam, kept, exam.member_of_role("owner"), of=other)


def test_the_audit_names_neither_tags_nor_words(exam):
    one, kept = tag(exam), note(exam)
    with reading():
        told = [entry.details for entry in entries_about("invitation", exam.invitation_id)]
    assert told == [{"tag_id": str(one.id)}, {"note_id": str(kept.id)}]


def test_the_archive_takes_in_and_gives_back_once(exam):
    for verb in (tagging.archive, tagging.archive, tagging.restore, tagging.restore):
        with transaction():
            verb(exam.invitation_id, by=exam.member)
    assert verbs(exam) == ["invitation.archive", "invitation.restore"]
    with reading():
        assert fetch(Invitation, exam.invitation_id).archived_at is None


def test_anothers_invitation_tag_and_note_are_not_there(app, exam):
    def theirs(other):
        with transaction():
            one = tagging.tag(other.invitation_id, "Theirs", by=other.member)
            kept = tagging.note(other.invitation_id, "Theirs.", by=other.member)
        return other.invitation_id, one.id, kept.id

    invitation_id, tag_id, note_id = elsewhere(app, theirs)
    owner = exam.member_of_role("owner")
    for act in (
        lambda: tagging.tag(invitation_id, "Ours", by=exam.member),
        lambda: tagging.untag(exam.invitation_id, tag_id, by=exam.member),
        lambda: tagging.note(invitation_id, "Ours.", by=exam.member),
        lambda: tagging.take_note_back(note_id, of=exam.invitation_id, by=owner),
        lambda: tagging.archive(invitation_id, by=exam.member),
    ):
        with pytest.raises(NotFound), transaction():
            act()


@pytest.fixture
def at_a_desk(app):
    """(a recruiter's browser, the address of an invitation's page)."""
    with Exam(app) as exam:
        email = exam.account("recruiter")
    return visits(app, email), f"/o/{exam.slug}/invitations/{exam.invitation_id}"


def test_a_tag_and_a_note_are_put_on_from_the_page(at_a_desk):
    visitor, address = at_a_desk
    visitor.fill(address, to=f"{address}/tags", tag="Second round")
    visitor.fill(address, to=f"{address}/notes", note="<i>Speaks</i> well.")
    words = visitor.get(address).words()
    assert "Second round" in words
    assert "<i>Speaks</i> well. Bea Example" in words


def test_what_is_refused_stays_in_its_field(at_a_desk):
    visitor, address = at_a_desk
    page = visitor.fill(address, to=f"{address}/tags", tag="x" * 41)
    assert page.status == 422
    assert page.soup.find(id="tag")["value"] == "x" * 41
    assert "Keep it to 40 characters." in page.soup.find(id="tag-error").text
    page = visitor.fill(address, to=f"{address}/notes", note=" ")
    assert (page.status, bool(page.soup.find(id="note-error"))) == (422, True)
