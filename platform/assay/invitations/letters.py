"""compose(): the letter that asks a candidate, in text and HTML, with a calendar entry. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

from assay.core.letters import LONGEST_SENDER, one_line, pages
from assay.invitations import deadlines
from assay.invitations.landing import Landing
from assay.tenancy.letterhead import PLAIN, Letterhead

_pages = pages("assay.invitations")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """`sender` is how the organisation is named beside the installation's own address."""

    recipient: str
    sender: str
    reply_to: str
    subject: str
    text: str
    html: str
    ics: str


def compose(
    landing: Landing, *, link: str, at: datetime, again: bool = False, head: Letterhead = PLAIN
) -> Letter:
    """The letter. `link` is the candidate's own; `again`: it was sent before.

    The calendar entry holds no link: calendars are shared, and the link lets whoever has it sit.
    """
    given = {
        "it": landing,
        "link": link,
        "again": again,
        "head": head,
        "start_by": deadlines.both(landing.start_by, landing.time_zone),
        "finish_by": landing.finish_by and deadlines.both(landing.finish_by, landing.time_zone),
    }
    about = f"{landing.organisation} asks you to sit “{landing.assessment}”"
    return Letter(
        recipient=landing.email,
        sender=one_line(landing.organisation, LONGEST_SENDER),
        reply_to=landing.contact_email,
        subject=one_line(f"Again: {about}" if again else about),
        text=_pages.get_template("invitation.txt").render(given),
        html=_pages.get_template("invitation.html").render(given),
        ics=_calendar(landing, at=at),
    )


def _calendar(landing: Landing, *, at: datetime) -> str:
    """One event at the last moment to start, in UTC; the same UID each time it is sent."""
    event = Event()
    event.add("uid", f"{landing.invitation_id}@assay")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("last-modified", at.astimezone(UTC))
    event.add("sequence", int((at - landing.invited_at).total_seconds()) // 60)
    event.add("dtstart", landing.start_by.astimezone(UTC))
    event.add("summary", f"Last moment to start: {landing.assessment}, {landing.organisation}")
    event.add(
        "description",
        f"Allow {landing.allowed_minutes} minutes without interruption. Your link is in our mail.",
    )
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    event.add_component(_alarm(landing))
    calendar = Calendar()
    calendar.add("prodid", "-//Assay//Invitations//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _alarm(landing: Landing) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-1))
    alarm.add("description", vText(f"One day left to start: {landing.assessment}"))
    return alarm
