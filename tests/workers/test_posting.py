"""A letter goes by way of its log; what comes back to its own address is taken in from a pipe."""

import io
import sys
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest

from assay.core import clock
from assay.core.db import reading, transaction
from assay.invitations import mailing, queries, requests
from assay.tenancy.scope import scope
from tests.invitations.test_dsn import LATE, OUT_OF_OFFICE, REPORT
from tests.invitations.test_dsn import TO as ELSEWHERE
from tests.populated import populate, printed
from workers import tasks
from workers.mail import Refused
from workers.mail_commands import mail as commands
from workers.means import Means

BOUNCES = "bounce@mail.assay.test"


@pytest.fixture
def house(app):
    return populate(app, "Northwind")


@pytest.fixture
def inside(app, house):
    @contextmanager
    def inside():
        with app.app_context(), scope(house.organisation_id):
            yield

    return inside


@pytest.fixture
def means(app):
    """means(mailer): those of a worker that has an address for what comes back."""

    def means(mailer):
        parts = app.extensions["assay"]
        return Means(
            settings=replace(parts.settings, bounce_address=BOUNCES), mailer=mailer,
            sealer=parts.sealer, blobs=parts.blobs, printed=printed,
        )  # fmt: skip

    return means


def latest(house, stage="invited"):
    with reading():
        one = mailing.of(house.invitations[stage])[0]
        return one.kind, one.recipient, one.state, one.reason


def undeliverable(house):
    with reading():
        return queries.one(house.invitations["invited"]).undeliverable_at is not None


def test_each_letter_leaves_from_an_address_of_its_own(house, inside, means, smtp):
    sink, mailer = smtp()
    with inside():
        for _ in range(2):
            tasks.send_invitation(means(mailer), invitation_id=house.invitations["invited"])
        assert latest(house) == (
            "invitation", house.email("candidate-invited"), "sent", "",
        )  # fmt: skip
    senders = {sender for sender, _, _ in sink.kept}
    assert len(senders) == 2
    assert all(one.startswith("bounce+") and one.endswith("@mail.assay.test") for one in senders)
    assert b"bounce" not in b"".join(content.split(b"\r\n\r\n")[0] for _, _, content in sink.kept)


@pytest.mark.parametrize(
    ("answer", "error", "state"),
    [("550 No such person", Refused, "failed"), ("451 Come back later", OSError, "deferred")],
)
def test_what_the_server_says_stands_in_the_log(
    house,
    inside,
    means,
    smtp,
    answer,
    error,
    state,
):
    _, mailer = smtp(answer)
    with inside():
        with pytest.raises(error):
            tasks.send_invitation(means(mailer), invitation_id=house.invitations["invited"])
        _, _, said, reason = latest(house)
        assert said == state
        assert answer[:3] in reason
        assert undeliverable(house) == (state == "failed")


@pytest.mark.parametrize("kind", ["receipt", "answer"])
def test_every_letter_to_a_candidate_is_in_the_log(house, inside, means, smtp, kind):
    _, mailer = smtp()
    with inside():
        if kind == "receipt":
            tasks.send_receipt(means(mailer), sitting_id=house.sittings["done"])
            assert latest(house, "done")[0] == "receipt"
            return
        with transaction():
            requests.answer(house.request_id, verdict="granted", by=house.by, at=clock.now())
        tasks.send_answer(means(mailer), request_id=house.request_id)
        assert latest(house)[0] == "answer"


@pytest.fixture
def pipe(app, house, inside, means, smtp, monkeypatch):
    """pipe(message, …): sends a letter, then has the message taken in as a server would."""
    sink, mailer = smtp()
    with inside():
        tasks.send_invitation(means(mailer), invitation_id=house.invitations["invited"])
    path = sink.kept[0][0]
    parts = app.extensions["assay"]

    def pipe(message, *, env=False, options=()):
        data = message.replace(ELSEWHERE, path if not env else "somebody@else.test").encode()
        monkeypatch.setitem(
            app.extensions, "assay",
            replace(parts, settings=replace(parts.settings, bounce_address=BOUNCES)),
        )  # fmt: skip
        monkeypatch.setenv("ORIGINAL_RECIPIENT", path if env else "")
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        with app.app_context():
            commands.commands["bounce"].main(list(options), standalone_mode=False)

    return pipe


@pytest.mark.parametrize("env", [True, False], ids=["told by the server", "read in its heads"])
def test_a_report_marks_the_mail_and_the_invitation(house, inside, pipe, env):
    pipe(REPORT, env=env)
    with inside():
        _, _, state, reason = latest(house)
        assert state == "bounced"
        assert "User unknown" in reason
        assert undeliverable(house)


def test_a_mail_that_is_late_is_told(house, inside, pipe):
    pipe(LATE)
    with inside():
        assert latest(house)[2] == "late"
        assert not undeliverable(house)


@pytest.mark.parametrize(
    "message", [OUT_OF_OFFICE, "", REPORT.replace(ELSEWHERE, "bounce+a.b@mail.assay.test")],
    ids=["a holiday", "nothing", "a forged address"],
)  # fmt: skip
def test_what_is_no_notice_of_ours_changes_nothing(house, inside, pipe, message):
    pipe(message)
    with inside():
        assert latest(house)[2] == "sent"
        assert not undeliverable(house)
