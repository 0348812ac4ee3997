"""Every route of the staff's door × another organisation's ids × every role: nothing, unchanged.

Generated from the url map; see doors.py for what a new route needs.
"""

import hashlib
import re
from pathlib import Path

import pytest

from assay import web
from assay.accounts.models import MEMBER_ROLES
from tests.populated import carry, populate
from tests.populated_desk import CRITERIA
from tests.tenancy.doors import Caller, addresses, secrets
from tests.tenancy.standing import standing
from tests.visitor import Visitor

NOBODY = "nobody"
VISITORS = (*MEMBER_ROLES, NOBODY)
REFUSED = {401, 403, 404}
TAKEN = {200, 201, 204, 302, 303, 409}
"""409: understood, and ours, but not now."""
SIGN_IN = "/o/account/login"
SOURCES = "".join(file.read_text() for file in Path(web.__file__).parent.glob("*.py"))
ASKED = set(re.findall(r"""request\.args\.get\(\s*["'](\w+)""", SOURCES)) | {"who", "verb"}
"""Every name that a page asks of a query; the audit asks by a form."""

OPEN = {
    "verify.ask": "a form for everybody, with the number of the address in it; nothing is looked up"
}
"""Endpoints at which another's id is no secret, each with its reason."""
OWN_END = {"security.logout", "sessions.end_all"}
"""What would sign out the visitor who asks."""
ENDING = ("tags.remove", "members.remove", "leaving.leave", "organisation.close")
"""What would end the home in which the visitor asks, or part of it: tried last there, so."""
NOT_AT_HOME = {
    "leaving.leave": "the last owner stays",
    "brand.logo": "asks for a picture, and names nothing",
    "bringing.bring": "asks for a folder, and names nothing",
    "importing.upload": "asks for a file of people, and names nothing",
    "after.take_file": "asks for a file that is signed for one sitting",
    "feedback.write": "is written once about each decision, and was",
}
"""Forms that are not taken as they are sent here, each with its reason."""


def fields(of, endpoint=""):
    """What the forms of this door ask for, all at once; ids are this organisation's."""
    item = f"{of.organisation_id}:{of.item_versions[0]}"
    told = {
        "name": "Mallory", "email": "mallory@nowhere.example", "role": "recruiter",
        "time_zone": "UTC", "preset": "mid-45", "do": "save", "minutes": "30",
        "extra_percent": "25", "percent": "50", "verdict": "reject", "reason": "It was asked.",
        "member": str(of.members["hiring_manager"]), "sections-0-title": "Core",
        "sections-0-rules-0-kind": "fixed", "sections-0-rules-0-item": item,
        "text": "name,email\nMallory,mallory@nowhere.example\n", "accent": "#123456",
        "outage_minutes": "20", "keeps_days": "90", "decides_in_days": "10",
        "reminds_before": "2", "reminds_after": "0", "resits": "1", "resits_after": "90",
        "accepts": "y", "told": "9",
        "position": "2", "seq": "9", "key": "a-key-of-ours", "more_minutes": "5",
        "points": "1", "markers": "2", **{f"level-{name}": "3" for name in CRITERIA},
        "to": "all",
        "into": str(of.tag_id), "who": str(of.invitations["done"]), "how_many": "1",
        "tag": "Second round", "note": "Speaks well.", "columns": "score",
        "cut_score": "60", "cut_reason": "It was agreed.",
        "address": "mallory@nowhere.example",
        "subject": "Come to us", "body": "Here: {link}", "specimen": "long",
        "places": "20", "on": "yes", "start_by": "2090-01-02T10:00",
        "columns-0": "email", "columns-1": "name",
        "does": "full", "right": "b", "where": str(of.assessments[0]),
        "shows": "full", "days": "7", "for_whom": "Mallory", "kind": "single",
        "item": f"{of.organisation_id}:{of.item_versions[1]}",
        "letter": "send", "letters": "send", "after": str(of.invitations["done"]),
        "decision": str(of.decision_id), "seen": "all", "names": "hidden",
        "definition": "Who gets by alone.", "share": "55", "cut": "60", "rationale": "So be it.",
    }  # fmt: skip
    return told | ({"name": f"{of.word} Robotics"} if endpoint == "organisation.close" else {})


@pytest.fixture(scope="module")
def hidden(pair, database):
    """All that could be given away."""
    return secrets(database, pair.ours, pair.theirs)


@pytest.fixture(scope="module")
def as_(pair):
    """as_(who, of): a caller who signed in with that role, or did not."""

    def as_(who, of):
        visitor = Visitor(pair.app)
        if who != NOBODY:
            assert visitor.sign_in(of.email(who)).status == 302
        token = visitor.get("/o/open").token()
        cookie = visitor.client.get_cookie("assay_session", path="/o")
        return Caller(pair.app, cookie=f"assay_session={cookie.value}", token=token)

    return as_


def kept(pair, database):
    """What they have: in the database, and in the folder of documents."""
    folder = pair.app.extensions["assay"].settings.blob_folder / "reports"
    blobs = sorted((folder / str(pair.theirs.organisation_id)).rglob("*.pdf"))
    assert blobs
    digests = [hashlib.sha256(blob.read_bytes()).digest() for blob in blobs]
    return standing(database, pair.theirs.organisation_id), blobs, digests


def is_turned_away(who, address, answer):
    """Not there, not allowed, or sent to sign in; a bad token leads to where one asks for one."""
    if address.endpoint in OPEN:
        return answer.status == 200
    if address.rule.startswith("/shared/"):
        return answer.status == 404
    if "<token>" in address.rule and answer.status == 302:
        return answer.location.startswith("/o/account/") or answer.location == "/o/"
    if who == NOBODY and address.method == "GET":
        return answer.status == 303 and answer.location.startswith(SIGN_IN)
    return answer.status in REFUSED


def own(pair, one):
    """The addresses of one of them with its own ids."""
    other = pair.ours if one is pair.theirs else pair.theirs
    return [each for each in addresses(pair.app, one, other) if not each.foreign]


@pytest.fixture(scope="module")
def home(pair, roles):
    """A third organisation, in which everything may be tried."""
    home = populate(pair.app, "Fabrikam")
    carry(pair.app, roles.relay, home)
    return home


def forms(pair, home):
    """What one's own forms send, the ends last."""
    found = [one for one in own(pair, home) if one.method != "GET" and "<slug>" in one.rule]
    return sorted(
        found, key=lambda one: (*ENDING, "").index(one.endpoint) if one.endpoint in ENDING else -1
    )


def test_what_could_be_given_away_is_there_and_their_own_member_sees_it(pair, hidden, as_):
    owner = as_("owner", pair.theirs)
    answers = {each: owner.ask("GET", each.path) for each in own(pair, pair.theirs)}
    seen = set().union(*(answer.gives_away(hidden, "") for answer in answers.values()))
    theirs = pair.theirs
    people = [*MEMBER_ROLES, *(f"candidate-{stage}" for stage in theirs.invitations)]
    assert seen >= {
        "Bluefjord Robotics", "Bluefjord Developer", "Bluefjord Draft",
        "What does bluefjord ask in 1?", "Two rounds with three judges at Bluefjord.",
        "The work convinced everyone at Bluefjord.", "Done Bluefjord", str(theirs.report_id),
        *map(theirs.email, people),
    }  # fmt: skip


def test_every_page_opens_at_home(pair, as_):
    """Else the refusals below would say nothing. (A token is a secret: no id stands for one.)"""
    owner = as_("owner", pair.theirs)
    pages = [one for one in own(pair, pair.theirs) if one.method == "GET" and "<slug>" in one.rule]
    opened = {one.rule for one in pages if owner.ask("GET", one.path).status < 400}
    assert {one.rule for one in pages} - opened == set()


@pytest.mark.parametrize("who", VISITORS)
def test_another_organisations_ids_open_nothing(pair, hidden, database, as_, who):
    before, caller, wrong = kept(pair, database), as_(who, pair.ours), []
    body = fields(pair.theirs)
    for each in addresses(pair.app, pair.ours, pair.theirs):
        if each.endpoint in OWN_END or (each.method != "GET" and each.is_own):
            continue
        answer = caller.ask(each.method, each.path, body)
        if given := answer.gives_away(hidden, f"{each.path} {body}"):
            wrong.append(f"{each} gives away {given}")
        if each.foreign and not is_turned_away(who, each, answer):
            wrong.append(f"{each} answers {answer.status} {answer.location}")
    assert "\n".join(wrong) == ""
    assert kept(pair, database) == before
    assert who == NOBODY or caller.ask("GET", "/o/").status == 200, "was signed out meanwhile"


def test_a_foreign_id_in_a_query_finds_nothing(pair, hidden, as_):
    owner, wrong = as_("owner", pair.ours), []
    theirs = (pair.theirs.assessments[0], pair.theirs.invitations["done"], pair.theirs.report_id)
    assert "after" in ASKED
    for each in own(pair, pair.ours):
        for id_ in theirs if each.method == "GET" else ():
            path = f"{each.path}?" + "&".join(f"{name}={id_}" for name in ASKED)
            answer = owner.ask("GET", path)
            if answer.status >= 500 or answer.gives_away(hidden, path):
                wrong.append(f"{path} answers {answer.status}")
    assert "\n".join(wrong) == ""


def test_a_foreign_id_in_a_form_is_not_taken(pair, hidden, database, as_):
    before, owner, wrong = kept(pair, database), as_("owner", pair.ours), []
    body = fields(pair.theirs)
    for each in [one for one in forms(pair, pair.ours) if one.endpoint not in ENDING]:
        answer = owner.ask(each.method, each.path, body)
        if answer.status >= 500 or answer.gives_away(hidden, str(body)):
            wrong.append(f"{each} answers {answer.status}")
    assert "\n".join(wrong) == ""
    assert kept(pair, database) == before


def test_whatever_was_sent_is_taken_at_home(pair, as_, home):
    """Else it was refused above for what it lacks, not for whose it is."""
    owner, asked, taken = as_("owner", home), set(), set()
    for each in forms(pair, home):
        answer = owner.ask(each.method, each.path, fields(home, each.endpoint))
        asked.add(each.endpoint)
        taken |= {each.endpoint} if answer.status in TAKEN else set()
    assert asked - taken == set(NOT_AT_HOME), "fields() lacks something that these forms ask for"
