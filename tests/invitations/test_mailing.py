"""The log of letters: what was sent, deferred, refused, came back; and what follows from it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from assay.core import clock
from assay.core.cursors import Cursor
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid
from assay.decisions import stages
from assay.invitations import actions, mailing, planning, queries
from assay.invitations.dsn import Notice
from assay.invitations.models import Invitation
from assay.tenancy import entrances
from assay.tenancy.models import Entrance
from tests.assessments.bench import Bench

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
GONE = Notice(is_final=True, status="5.1.1", reason="550 no such person")
LATE = Notice(is_final=False, status="4.4.1", reason="no answer yet")


@pytest.fixture
def bench(app):
    with Bench(app) as bench, clock.frozen(NOON):
        bench.make_item()
        yield bench


def ask(bench, email="ada@example.org"):
    version = bench.published(name=f"For {email}")
    with transaction():
        return actions.invite(version.id, name="Ada", email=email, by=bench.by).id


def begin(invitation_id, kind="invitation", recipient="ada@example.org", key=None, at=NOON):
    with transaction():
        return mailing.begin(invitation_id, kind, recipient, key=key, at=at).id


def sent(invitation_id, at=NOON, **more):
    mail_id = begin(invitation_id, at=at, **more)
    with transaction():
        mailing.deliver(mail_id, at=at)
    return mail_id


def bounce(mail_id, notice=GONE, at=NOON + MINUTE):
    with transaction():
        return mailing.bounce(mail_id, notice, at=at).state


def lines(invitation_id):
    with reading():
        return [(one.kind, one.state, one.reason) for one in mailing.of(invitation_id)]


def undeliverable(bench, invitation_id):
    with reading():
        return session.get(Invitation, (bench.organisation_id, invitation_id)).undeliverable_at


def test_a_mail_is_there_before_it_is_sent_and_says_what_became_of_it(bench):
    invitation_id = ask(bench)
    mail_id = begin(invitation_id)
    assert lines(invitation_id) == [("invitation", "sending", "")]
    with transaction():
        mailing.defer(mail_id, "451 Come back later", at=NOON + MINUTE)
    assert lines(invitation_id) == [("invitation", "deferred", "451 Come back later")]
    assert begin(invitation_id, at=NOON + 2 * MINUTE) == mail_id
    with transaction():
        mailing.deliver(mail_id, at=NOON + 2 * MINUTE)
    assert lines(invitation_id) == [("invitation", "sent", "")]
    assert begin(invitation_id, at=NOON + 3 * MINUTE) != mail_id


def test_one_of_a_kind_has_one_row_however_often_it_is_tried(bench):
    invitation_id = ask(bench)
    first = sent(invitation_id, kind="receipt", key="receipt.7")
    assert begin(invitation_id, kind="receipt", key="receipt.7") == first
    assert len(lines(invitation_id)) == 1


def test_what_comes_back_marks_the_invitation_with_the_reason(bench):
    invitation_id = ask(bench)
    mail_id = sent(invitation_id)
    assert bounce(mail_id) == "bounced"
    assert lines(invitation_id) == [("invitation", "bounced", "5.1.1 550 no such person")]
    assert undeliverable(bench, invitation_id) == NOON + MINUTE
    assert "mail.lose" in bench.noted("invitation", invitation_id)
    with reading():
        status = stages.status(queries.one(invitation_id), None, None, at=NOON)
    assert status == "Mail can’t be delivered"


def test_the_first_final_word_stands(bench):
    invitation_id = ask(bench)
    mail_id = sent(invitation_id)
    bounce(mail_id)
    for notice in (GONE, LATE):
        assert bounce(mail_id, notice, at=NOON + 5 * MINUTE) == "bounced"
    assert undeliverable(bench, invitation_id) == NOON + MINUTE
    assert bench.told().count("MailBounced") == 1


def test_what_is_late_is_told_and_marks_nothing(bench):
    invitation_id = ask(bench)
    mail_id = sent(invitation_id)
    assert bounce(mail_id, LATE) == "late"
    assert undeliverable(bench, invitation_id) is None
    assert begin(invitation_id) != mail_id
    assert bounce(mail_id) == "bounced"


def test_what_the_server_refuses_for_good_can_not_be_delivered_either(bench):
    invitation_id = ask(bench)
    with transaction():
        mailing.refuse(begin(invitation_id), "550 No", at=NOON)
    assert lines(invitation_id) == [("invitation", "failed", "550 No")]
    assert undeliverable(bench, invitation_id) == NOON


def test_nobody_is_reminded_where_mail_can_not_be_delivered(bench):
    invitation_id = ask(bench)
    bounce(sent(invitation_id))
    with reading():
        assert not planning.is_wanted(queries.one(invitation_id), at=NOON)


def readdress(bench, invitation_id, email):
    with transaction():
        mailing.readdress(invitation_id, email, by=bench.by)


def test_a_corrected_address_is_written_to_and_the_earlier_links_are_closed(bench):
    invitation_id = ask(bench)
    mail_id = sent(invitation_id)
    with transaction():
        actions.draw(invitation_id)
        token = actions.mint_link(invitation_id)
    bounce(mail_id)
    readdress(bench, invitation_id, " Ada@Example.net ")
    assert undeliverable(bench, invitation_id) is None
    with reading():
        assert queries.landing(invitation_id).email == "Ada@example.net"
        assert not entrances.resolve("sit", token).is_open(NOON)
    assert bench.told().count("InvitationResent") == 1
    assert "candidate.readdress" in bench.noted("invitation", invitation_id)


def test_what_comes_back_late_from_the_former_address_marks_nothing(bench):
    invitation_id = ask(bench)
    mail_id = sent(invitation_id)
    readdress(bench, invitation_id, "ada@example.net")
    assert bounce(mail_id) == "bounced"
    assert undeliverable(bench, invitation_id) is None


@pytest.mark.parametrize("email", ["", "nobody", "bo@example.org", "a@b.example\nBcc: x@y.example"])
def test_an_address_that_can_not_be_is_refused(bench, email):
    ask(bench, "bo@example.org")
    invitation_id = ask(bench)
    with pytest.raises(Invalid) as refused:
        readdress(bench, invitation_id, email)
    assert list(refused.value.fields) == ["email"]


def test_who_was_withdrawn_is_not_written_to(bench):
    invitation_id = ask(bench)
    with transaction():
        actions.withdraw(invitation_id, by=bench.by)
    with pytest.raises(Conflict):
        readdress(bench, invitation_id, "ada@example.net")


def test_the_way_back_is_open_for_sixty_days(bench):
    mail_id = begin(ask(bench))
    with reading():
        query = select(Entrance).where(Entrance.purpose == mailing.BACK)
        (way,) = session.scalars(query)
        assert (way.subject_id, way.expires_at) == (mail_id, NOON + timedelta(days=60))


def test_the_list_goes_page_by_page_and_by_state_and_kind(bench):
    invitation_id = ask(bench)
    mails = [sent(invitation_id, at=NOON + n * MINUTE) for n in range(3)]
    bounce(mails[0])
    sent(invitation_id, kind="reminder", at=NOON + 9 * MINUTE)

    def page(**asked):
        with reading():
            found = mailing.page(viewer=bench.recruiter, limit=2, **asked)
            return [one.mail.id for one in found.lines], found.next

    first, following = page(kind="invitation")
    assert first == [mails[2], mails[1]]
    assert page(kind="invitation", before=Cursor.parse(str(following))) == ([mails[0]], None)
    assert page(state="bounced") == ([mails[0]], None)
    with reading():
        assert mailing.page(viewer=bench.manager).lines == []


def test_so_many_queries_for_one_as_for_three(bench):
    invitation_id = ask(bench)
    sent(invitation_id)

    def look():
        return len(bench.statements(lambda: mailing.page(viewer=bench.recruiter)))

    one = look()
    for n in (1, 2):
        sent(invitation_id, at=NOON + n * MINUTE)
    assert look() == one == 1
