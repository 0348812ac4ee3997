"""What candidates are told about AI tools: one of three sentences, and a free line. Pure."""

import unicodedata

from assay.core.errors import Invalid
from assay.core.languages import N_

NO, LOOKUP, YES = "no", "lookup", "yes"
SAID = {
    NO: N_("AI tools are not allowed."),
    LOOKUP: N_("AI tools are allowed for looking up documentation, and for nothing else."),
    YES: N_("AI tools are allowed."),
}
"""As candidates read it in each language of ours; reports give it in English."""
LONGEST_NOTE = 300


def clean_note(note: str) -> str:
    """Up to 300 characters on one line, or nothing; Invalid("ai_note", …) for anything else."""
    note = " ".join(unicodedata.normalize("NFC", note).split())
    if len(note) > LONGEST_NOTE:
        raise Invalid("ai_note", f"Keep it to {LONGEST_NOTE} characters.")
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Co"} for sign in note):
        raise Invalid("ai_note", "Leave out signs that are not text.")
    return note


def clean_use(use: str) -> str:
    """One of SAID, or Invalid("ai_use", …)."""
    if use not in SAID:
        raise Invalid("ai_use", "Choose one of these.")
    return use
