"""An item whose key nothing proves but a person's word: what is checked of it all the same. Pure.

It has `[[proof]] kind = "declared"` and no other proof. No run decides it; who publishes it stands
for its key, and pages say so. Only kinds that a machine marks by the key alone, or a person by a
rubric, may be declared: code is proved, or offered to nobody. (ADR 0024)
"""

from assay.bank.content import PERSON_KINDS, PURE_KINDS
from assay.bank.evidence import Evidence
from assay.bank.package import Package

DECLARED = "declared"
KINDS = frozenset({*PURE_KINDS, *PERSON_KINDS})
CHECKS = ("form", "key", "secrecy")
"""What was looked at before it was published: its fields, that its key is one of its content, and
that what is shown tells nothing of what is kept."""


def is_declared(item: Package) -> bool:
    """Does nothing but a person's word stand for its key, and may it?"""
    return item.kind in KINDS and all(proof.kind == DECLARED for proof in item.proofs)


def word_of(item: Package, member_id: str) -> Evidence:
    """What is kept in the place of evidence: whose word it is, and what was checked."""
    seen = {"by": member_id, "checks": list(CHECKS)}
    return Evidence(
        digest=item.digest.hex(),
        python="",
        versions={},
        proofs=({"kind": DECLARED, "seconds": 0.0, "seen": seen},),
    )
