"""Every route of the candidate's door × another organisation's ids: nothing, and all unchanged.

Even a cookie that we signed ourselves opens nothing where it names two organisations.
"""

import pytest

from assay.core.signing import Signer
from tests.populated import QUESTIONS
from tests.tenancy.doors import Caller, addresses, secrets
from tests.tenancy.standing import standing

ANSWER = {"seq": "9", "key": "a-key-of-ours", "choice": "c", "go": "next", "on": "1"}
COOKIES = {
    "no cookie": None,
    "our organisation, their sitting": ("ours", "theirs"),
    "their organisation, our sitting": ("theirs", "ours"),
    "our own": ("ours", "ours"),
}
WRONG = [name for name in COOKIES if name != "our own"]
BY_COOKIE = ("sitting", "ended", "former")
ENDING = {"submit": 1, "take_over": 2}
OPEN = {"browsers"}
"""What anybody may read: it is about browsers, and of nobody."""


@pytest.fixture(scope="module")
def hidden(pair, database):
    return secrets(database, pair.ours, pair.theirs)


@pytest.fixture(scope="module")
def room(pair):
    return pair.app.extensions["assay.testroom"]


@pytest.fixture(scope="module")
def holding(pair, room):
    """holding(organisation, sitting): a browser whose cookie names these, signed by us."""

    def holding(organisation, sitting):
        signer = Signer(room.extensions["assay.settings"].secret_key, "sitting")
        told = [str(organisation.organisation_id), str(sitting.sittings["sitting"]), 1]
        signed = signer.sign(told)
        token = room.extensions["assay.forgery"].token(signed)
        return Caller(pair.app, cookie=f"assay_sitting={signed}", token=token)

    return holding


@pytest.fixture
def caller(pair, holding, cookie):
    if COOKIES[cookie] is None:
        return Caller(pair.app)
    return holding(*(getattr(pair, name) for name in COOKIES[cookie]))


def every(pair, room):
    """All of them; last the handing in, and the taking over, after which a cookie is an old one."""
    found = addresses(room, pair.ours, pair.theirs, under="/sit")
    return sorted(found, key=lambda address: ENDING.get(address.endpoint, 0))


def guard_of(room, address):
    return room.view_functions[address.endpoint].guard


def test_what_could_be_given_away_is_there_and_their_own_candidate_sees_it(pair, hidden, holding):
    theirs = pair.theirs
    theirs_by_cookie = holding(theirs, theirs)
    answers = [
        Caller(pair.app).ask("GET", f"/sit/i/{theirs.tokens['invited']}"),
        *(theirs_by_cookie.ask("GET", f"/sit/room/{n}") for n in range(1, QUESTIONS + 1)),
    ]
    assert {answer.status for answer in answers} == {200}
    seen = set().union(*(answer.gives_away(hidden, "") for answer in answers))
    assert seen >= {"Invited Bluefjord", "Bluefjord Robotics", "Bluefjord Developer"}
    assert any(word.startswith("The stem of bluefjord") for word in seen)


@pytest.mark.parametrize("cookie", WRONG)
def test_a_cookie_that_names_two_organisations_opens_nothing(
    pair, room, hidden, database, caller, cookie
):
    before, wrong = standing(database, pair.theirs.organisation_id), []
    for each in every(pair, room):
        answer = caller.ask(each.method, each.path, ANSWER)
        expected = 200 if each.endpoint in OPEN and each.method == "GET" else 404
        if answer.status != expected or answer.gives_away(hidden, each.path):
            wrong.append(f"{each} answers {answer.status}")
    assert "\n".join(wrong) == ""
    assert standing(database, pair.theirs.organisation_id) == before


def test_ones_own_cookie_shows_nothing_of_another_organisation(
    pair, room, hidden, database, holding
):
    before, wrong = standing(database, pair.theirs.organisation_id), []
    candidate = holding(pair.ours, pair.ours)
    for each in every(pair, room):
        answer = candidate.ask(each.method, each.path, ANSWER)
        is_there = guard_of(room, each) in BY_COOKIE and "<token>" not in each.rule
        is_there = is_there or each.endpoint in OPEN
        if answer.gives_away(hidden, each.path) or (answer.status < 400) is not is_there:
            wrong.append(f"{each} answers {answer.status}")
    assert "\n".join(wrong) == ""
    assert standing(database, pair.theirs.organisation_id) == before
