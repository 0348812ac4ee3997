"""compose(), remind(): the letter that asks a candidate, and the one that reminds them. Pure.

Each is text and HTML, by the organisation's own words where there are any.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

from assay.core.languages import translations
from assay.core.letters import LONGEST_SENDER, one_line, pages
from assay.invitations import deadlines
from assay.invitations.landing import Landing
from assay.invitations.shipped import FURTHER, shipped
from assay.invitations.wordings import LINK, Words
from assay.invitations.writing import Block, filled, isolated, written
from assay.tenancy.letterhead import PLAIN, Letterhead


@dataclass(frozen=True, kw_only=True)
class Letter:
    """`sender` is how the organisation is named beside the installation's own address."""

    recipient: str
    sender: str
    reply_to: str
    subject: str
    text: str
    html: str
    ics: str | None = None


def compose(
    landing: Landing,
    *,
    link: str,
    at: datetime,
    again: bool = False,
    head: Letterhead = PLAIN,
    words: Words | None = None,
) -> Letter:
    """The letter. `link` is the candidate's own; `again`: it was sent before; `words` are the
    organisation's.

    The calendar entry holds no link: calendars are shared, and the link lets whoever has it sit.
    """
    if words:
        ics = _calendar(landing, at=at)
        return replace(worded(landing, words, link=link, again=again, head=head), ics=ics)
    templates, said = pages("assay.invitations", landing.language), translations(landing.language)
    given = {
        "it": landing,
        "link": link,
        "again": again,
        "head": head,
        "measured": ", ".join(map(said.gettext, landing.responsibilities)),
        "start_by": deadlines.both(landing.start_by, landing.time_zone, landing.language),
        "finish_by": landing.finish_by
        and deadlines.both(landing.finish_by, landing.time_zone, landing.language),
    }
    names = {"organisation": landing.organisation, "assessment": landing.assessment}
    about = said.gettext("%(organisation)s asks you to sit “%(assessment)s”") % names
    return Letter(
        recipient=landing.email,
        sender=one_line(landing.organisation, LONGEST_SENDER),
        reply_to=landing.contact_email,
        subject=_subject(about, landing.language, again=again),
        text=templates.get_template("invitation.txt").render(given),
        html=templates.get_template("invitation.html").render(given),
        ics=_calendar(landing, at=at),
    )


def remind(
    landing: Landing, *, link: str, head: Letterhead = PLAIN, words: Words | None = None
) -> Letter:
    """To who has not begun; without a calendar entry, since the invitation brought one."""
    return worded(landing, words or shipped("reminder", landing.language), link=link, head=head)


def worded(
    landing: Landing, words: Words, *, link: str, again: bool = False, head: Letterhead = PLAIN
) -> Letter:
    """By words with placeholders; what stands for these is never read as Markdown."""
    blocks = body(landing, words, link=link)
    given = {"it": landing, "link": link, "head": head, "blocks": blocks}
    page = pages("assay.invitations", landing.language).get_template("worded.html")
    return Letter(
        recipient=landing.email,
        sender=one_line(landing.organisation, LONGEST_SENDER),
        reply_to=landing.contact_email,
        subject=_subject(
            filled(words.subject, _values(landing, link)), landing.language, again=again
        ),
        text="\n\n".join(block.text for block in blocks) + "\n",
        html=page.render(given),
    )


def body(landing: Landing, words: Words, *, link: str) -> list[Block]:
    """What the letter says below its head; of a resit it says so, whatever its words are."""
    told = {name: isolated(value) for name, value in _values(landing, link).items()}
    blocks = written(words.body, told)
    if landing.is_resit:
        blocks[1:1] = written(translations(landing.language).gettext(FURTHER), told)
    return blocks


def _subject(about: str, language: str, *, again: bool) -> str:
    said = translations(language)
    return one_line(said.gettext("Again: %(about)s") % {"about": about} if again else about)


def _values(landing: Landing, link: str) -> dict[str, str]:
    """What each of wordings.PLACEHOLDERS stands for."""
    said = translations(landing.language)
    return {
        "candidate_name": landing.candidate,
        "organisation": landing.organisation,
        "assessment": landing.assessment,
        "questions": str(landing.questions),
        "minutes": str(landing.allowed_minutes),
        "topics": ", ".join(map(said.gettext, landing.responsibilities)),
        "deadline": deadlines.both(landing.start_by, landing.time_zone, landing.language),
        "rules": " ".join(filter(None, (said.gettext(landing.ai_said), landing.ai_note))),
        "contact": f"{landing.contact_name} <{landing.contact_email}>",
        LINK: link,
    }


def _calendar(landing: Landing, *, at: datetime) -> str:
    """One event at the last moment to start, in UTC; the same UID each time it is sent."""
    event = Event()
    event.add("uid", f"{landing.invitation_id}@assay")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("last-modified", at.astimezone(UTC))
    event.add("sequence", int((at - landing.invited_at).total_seconds()) // 60)
    event.add("dtstart", landing.start_by.astimezone(UTC))
    said = translations(landing.language)
    last = said.gettext("Last moment to start: %(assessment)s")
    what = f"{landing.assessment}, {landing.organisation}"
    event.add("summary", last % {"assessment": what})
    allow = said.gettext(
        "Allow %(minutes)d minutes without interruption. Your link is in our mail."
    )
    event.add("description", allow % {"minutes": landing.allowed_minutes})
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
    words = translations(landing.language).gettext("One day left to start: %(assessment)s")
    alarm.add("description", vText(words % {"assessment": landing.assessment}))
    return alarm
