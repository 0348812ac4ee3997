"""What a key says once a fault in it is corrected: never less strict by accident. Pure.

The version itself stays as it was frozen; whoever corrects it keeps the key that this makes beside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assay.bank.content import Content
from assay.bank.keys import Key, OptionsKey, TextKey, key_to_json, normalised
from assay.core.errors import Invalid

BY_OPTIONS = ("single", "output", "scenario", "multiple")
"""Kinds of which other options can be called right."""
BY_TEXTS = ("fillin",)
"""Kinds of which more texts can be accepted."""
WITH_KEYS = (*BY_OPTIONS, *BY_TEXTS)
MOST_TEXTS, MOST_LETTERS = 20, 300


def corrected_key(
    content: Content, key: Key, *, right: Sequence[str] = (), accept: Sequence[str] = ()
) -> Mapping[str, Any]:
    """The whole key as JSON: with these options right, or these texts accepted as well.

    Invalid("right" | "accept", …) where it would say nothing, or nothing else than before.
    """
    if isinstance(key, OptionsKey) and content.kind in BY_OPTIONS:
        return key_to_json(replace(key, right=_options(content, key, right)))
    if isinstance(key, TextKey):
        return key_to_json(_texts(key, accept))
    raise Invalid("does", "The key of this kind of question is not corrected by its parts.")


def added(key: Key, corrected: Mapping[str, Any]) -> list[str]:
    """The texts that a corrected key accepts and this one does not."""
    if not isinstance(key, TextKey):
        return []
    return [text for text in corrected.get("accept", ()) if text not in key.accept]


def _options(content: Content, key: OptionsKey, right: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(name for name in content.option_ids if name in right)
    if len(chosen) < len(set(right)) or not chosen:
        raise Invalid("right", "Choose each option that is to count as right.")
    if set(chosen) == set(key.right):
        raise Invalid("right", "These are right already.")
    if content.kind != "multiple" and len(chosen) == len(content.options):
        raise Invalid("right", "Where every option is right, give everybody full marks instead.")
    return chosen


def _texts(key: TextKey, accept: Sequence[str]) -> TextKey:
    texts = list(dict.fromkeys(text for text in accept if text.strip()))
    new = [text for text in texts if not key.accepts(text)]
    if not texts:
        raise Invalid("accept", "Write each text that is to be accepted, one to a line.")
    if len(texts) > MOST_TEXTS or any(len(text) > MOST_LETTERS for text in texts):
        raise Invalid(
            "accept", f"At most {MOST_TEXTS} texts, of at most {MOST_LETTERS} characters each."
        )
    if any("\0" in text or not normalised(text, key.normalise).strip() for text in texts):
        raise Invalid("accept", "One of these is nothing, once it is read as answers are.")
    if len(new) < len(texts):
        known = next(text for text in texts if text not in new)
        raise Invalid("accept", f"“{known}” is accepted already.")
    kept = tuple(one for one in key.reject if not _same(one, new, key.normalise))
    return replace(key, accept=(*key.accept, *new), reject=kept)


def _same(text: str, others: Sequence[str], how: tuple[str, ...]) -> bool:
    return any(normalised(text, how) == normalised(other, how) for other in others)
