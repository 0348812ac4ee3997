"""shipped(): what a letter says where an organisation has not worded it, with placeholders. Pure.

The sentences are those of the letters' own templates, so that they are there in every language.
"""

from assay.core.languages import N_, translations
from assay.invitations.wordings import Words

QUESTIONS = (
    "%(num)d question in %(minutes)d minutes, in one go.",
    "%(num)d questions in %(minutes)d minutes, in one go.",
)
SUBJECT = {
    "invitation": N_("%(organisation)s asks you to sit “%(assessment)s”"),
    "reminder": N_("Reminder: “%(assessment)s” waits for you"),
}
HELLO = N_("Hello %(candidate)s,")
ASKS = N_("%(organisation)s asks you to sit an assessment:")
WAITS = N_("%(organisation)s has asked you to sit an assessment, and you have not begun yet:")
FURTHER = N_(
    "You have sat this assessment before, and this is a further sitting. The one before stays as it"
    " is. The questions are others, as far as there are others."
)
ABOUT = N_("It asks about: %(names)s.")
START = N_("Start by %(when)s.")
CLOCK = N_("The clock runs only from the moment you press “Start”.")
OPEN = N_("Open the assessment")
YOURS = N_("The link is yours alone: whoever has it can sit as you. Opening it starts nothing.")
USE = N_("What you may use")
WORK = N_("Work on your own. Documentation is allowed; help from other people is not.")
NEED = N_("What you need")
COMPUTER = N_(
    "A computer with a current browser, a steady connection and a quiet place. Nothing to install."
    " Your answers are saved as you go, so if the connection drops, open the link again and"
    " continue; the clock does not stop meanwhile."
)
WRITE = N_(
    "If you need more time or another arrangement, or if something does not work, write to"
    " %(contact)s before you start."
)
NO_PART = N_("If you don’t want to take part, the page behind the link lets you say so.")
NAMES = {
    "organisation": "{organisation}", "assessment": "{assessment}", "candidate": "{candidate_name}",
    "names": "{topics}", "when": "{deadline}", "contact": "{contact}",
}  # fmt: skip


def shipped(kind: str, language: str) -> Words:
    """One of wordings.KINDS, in one of our languages."""
    said = translations(language)

    def say(sentence: str) -> str:
        return said.gettext(sentence) % NAMES

    many = said.ngettext(*QUESTIONS, 2)
    how_long = many.replace("%(num)d", "{questions}").replace("%(minutes)d", "{minutes}")
    button = f"[{say(OPEN)}]({{link}})"
    if kind == "reminder":
        lines = [
            say(HELLO), say(WAITS), "**{assessment}**", f"**{say(START)}** {say(CLOCK)}", how_long,
            button, say(YOURS), say(NO_PART), say(WRITE), "{organisation}",
        ]  # fmt: skip
    else:
        lines = [
            say(HELLO), say(ASKS), "**{assessment}**", f"{how_long} {say(ABOUT)}",
            f"**{say(START)}** {say(CLOCK)}", button, say(YOURS), f"**{say(USE)}**",
            f"{say(WORK)} {{rules}}", f"**{say(NEED)}**", say(COMPUTER), say(WRITE),
            "{organisation}",
        ]  # fmt: skip
    return Words(subject=say(SUBJECT[kind]), body="\n\n".join(lines))
