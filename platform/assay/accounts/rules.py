"""Who may do what: the one permission table. Read it across; nothing else grants anything."""

OWNER, ADMIN, RECRUITER = "owner", "admin", "recruiter"
AUTHOR, MARKER, HIRING_MANAGER = "author", "marker", "hiring_manager"

ROLES = {
    OWNER: "Owner",
    ADMIN: "Admin",
    RECRUITER: "Recruiter",
    AUTHOR: "Author",
    MARKER: "Marker",
    HIRING_MANAGER: "Hiring manager",
}
"""Every role with its name, the strongest first."""

HEADS = frozenset({OWNER, ADMIN})
_HIRING = HEADS | {RECRUITER}
_RESULTS = _HIRING | {HIRING_MANAGER}

PERMISSIONS: dict[str, frozenset[str]] = {
    "organisation.edit": HEADS,
    "organisation.close": frozenset({OWNER}),
    "members.edit": HEADS,
    "audit.read": HEADS,
    "bank.read": _HIRING | {AUTHOR, MARKER},
    "bank.write": HEADS | {AUTHOR},
    "keys.read": _HIRING | {AUTHOR},
    "keys.correct": _HIRING,
    "marks.write": HEADS | {MARKER},
    "marks.override": HEADS,
    "assessments.read": _RESULTS | {AUTHOR},
    "assessments.write": _HIRING,
    "assessments.publish": _HIRING,
    "panels.read": _RESULTS | {AUTHOR, MARKER},
    "panels.rate": _HIRING | {AUTHOR, MARKER},
    "candidates.invite": _HIRING,
    "candidates.read": _RESULTS,
    "results.read": _RESULTS,
    "answers.read": _RESULTS | {MARKER},
    "answers.accept": _HIRING,
    "reports.read": _RESULTS,
    "reports.share": _HIRING,
    "decisions.write": _RESULTS,
    "feedback.write": _RESULTS,
    "remarks.write": _RESULTS,
    "tags.edit": _HIRING,
    "work.read": _HIRING,
    "work.rerun": _HIRING,
}
"""Each permission, and the roles that hold it. (A hiring manager sees only what is shared.)"""

CONFIRMED = frozenset({"candidates.invite", "feedback.write", "members.edit"})
"""What sends letters to others: only for who has confirmed an address of their own."""


def may(role: str, permission: str) -> bool:
    """Whether the role holds the permission; a permission that the table lacks is a KeyError."""
    return role in PERMISSIONS[permission]


def may_grant(role: str, granted: str) -> bool:
    """Who edits members may give any role but the owner's, which only an owner gives."""
    return may(role, "members.edit") and granted in ROLES and (granted != OWNER or role == OWNER)
