"""What proofs of shipped items have shown, as evidence.lock had it, and how it is to be told."""

HIDDEN = "test_orders.py::test_"
SEEN = {
    "program": (
        {"beliefs": {"a": "Welcome", "b": "Request 1Welcome"}, "output": "Request 1"},
        "the program printed the key, 2 beliefs printed their option",
    ),
    "experiment": (
        {"observed": [500, "Internal Server Error"]},
        "what was observed is the key, and no other option",
    ),
    "predicates": (
        {"a": False, "b": False, "c": False, "d": True},
        "each of 4 statements was run, and is as the key says",
    ),
    "sequence": (
        {"observed": ["e", "c", "a", "f", "b", "d"]},
        "6 events were observed in the order of the key",
    ),
    "permutations": (
        {"works": ["c", "e", "a", "d", "b"]},
        "of 120 orders that were tried, only the key works",
    ),
    "fillin": (
        {
            "fails": ["csrf", "csrf_tag", "data", "generate_csrf", "hidden", "token", "validate"],
            "works": ["csrf_token", "hidden_tag"],
        },
        "2 answers work, 7 rejected ones fail",
    ),
    "exploits": (
        {"decoys": ["4", "6", "9", "11", "12", "15"], "flaws": ["5", "8", "10", "14", "16"]},
        "5 flaws attacked and mended, 6 decoys harmless",
    ),
    "consequences": (
        {"a": {"tags": True}, "b": {"tags": False}, "c": {"tags": True}},
        "each of 3 courses was tried, and only the key led where it says",
    ),
    "facts": ({"hold": ["escapes", "keeps_markup", "strips"]}, "3 facts behind the rubric hold"),
    "citation": (
        {"file": "docs/errorhandling.rst of Flask 3.1.3", "phrase": "will not be used"},
        "docs/errorhandling.rst of Flask 3.1.3 says so",
    ),
    "matrix": (
        {
            "bad": {"any-body": 9, "bytes-compared": 9, "silent-repeat": 9, "twice-is-two": 6},
            "cheats": 10,
            "failed_by": {
                f"{HIDDEN}a_repeat_says_so": ["silent-repeat"],
                f"{HIDDEN}an_order_is_made": [],
                f"{HIDDEN}another_order_under_the_key": ["any-body", "twice-is-two"],
            },
            "good": ["decorator", "plain"],
            "starter": 0.125,
        },
        "2 right and 4 wrong solutions, 3 hidden tests",
    ),
    "mutants": (
        {
            "cheats": 6,
            "good": ["spans"],
            "refused": ["all-goes-well", "what-the-first-one-does"],
            "starter": 0.0,
            "weak": {"all-goes-well": 0, "overlap-is-overlap": 4, "what-the-first-one-does": 0},
        },
        "1 suite catches every fault, 3 weak suites do not, 2 of them as they ask too much",
    ),
}
"""Kind of proof -> (what it has shown, the words)."""


def evidence_of(kind, seen):
    """As a version of an item keeps it."""
    proofs = [{"kind": kind, "seconds": 1.5, "seen": seen}]
    return {"python": "3.11.7", "versions": {"flask": "3.1.3"}, "proofs": proofs, "seconds": 1.5}
