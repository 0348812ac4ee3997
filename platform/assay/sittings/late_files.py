"""parse(): a file of unsent answers as the room's script offers it, from hands unknown.

    {"sitting": "…", "proof": "…", "answers": [{"position": 1, "seq": 2, "key": "…", "value": …}]}

The proof says which sitting the file is from, never when its answers were typed.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from assay.core.errors import Invalid
from assay.sittings.saving import is_answer

FIELD = "file"
MOST_BYTES = 1_500_000
MOST_ANSWERS = 300
LONGEST_PROOF = 400
MOST_SEQ = 2**53 - 1
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")

NOT_OURS = "This is not a file of answers from the test room."
TOO_LARGE = "This file is too large: at most 1.5 MB."
EMPTY = "Choose the file that the candidate sent."


@dataclass(frozen=True, kw_only=True)
class LateAnswer:
    """One answer on its way, with the number and the key that the browser gave it."""

    position: int
    seq: int
    key: str
    value: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class LateFile:
    proof: str
    answers: tuple[LateAnswer, ...]


def parse(data: bytes) -> LateFile:
    """Invalid("file", …) where it is too large, no such file, or holds what no browser of ours
    sends. Whether the proof is ours, and the questions the sitting's, is not known here."""
    if not data:
        raise Invalid(FIELD, EMPTY)
    if len(data) > MOST_BYTES:
        raise Invalid(FIELD, TOO_LARGE)
    try:
        told = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise Invalid(FIELD, NOT_OURS) from None
    if not isinstance(told, dict):
        raise Invalid(FIELD, NOT_OURS)
    proof, answers = told.get("proof"), told.get("answers")
    if not isinstance(proof, str) or len(proof) > LONGEST_PROOF or not isinstance(answers, list):
        raise Invalid(FIELD, NOT_OURS)
    if not answers:
        raise Invalid(FIELD, "There is no answer in this file.")
    if len(answers) > MOST_ANSWERS:
        raise Invalid(FIELD, f"This file has more than {MOST_ANSWERS} answers.")
    return LateFile(proof=proof, answers=tuple(map(_answer, answers)))


def _answer(told: object) -> LateAnswer:
    if not isinstance(told, dict):
        raise Invalid(FIELD, NOT_OURS)
    position, seq, key = told.get("position"), told.get("seq"), told.get("key")
    value = told.get("value")
    if type(position) is not int or not 0 < position <= MOST_ANSWERS:
        raise Invalid(FIELD, "This file has an answer to no question.")
    if type(seq) is not int or not 0 < seq <= MOST_SEQ:
        raise Invalid(FIELD, f"Question {position}: its answer has no number of ours.")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise Invalid(FIELD, f"Question {position}: its answer has no key of ours.")
    if not is_answer(value):
        raise Invalid(FIELD, f"Question {position}: this is not an answer.")
    return LateAnswer(position=position, seq=seq, key=key, value=value)
