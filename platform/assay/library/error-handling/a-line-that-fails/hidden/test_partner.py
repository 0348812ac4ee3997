import pytest

PLAY = """
from partner import Partner, Uncertain, Unavailable
from wire import Answer, NotSent, TimedOut

heard, clock = [], [1000.0]


def send(method, path, left):
    heard.append(["send", method, path, round(left, 6)])
    what, takes, headers = script.pop(0)
    clock[0] += takes
    if isinstance(what, int):
        return Answer(what, headers, "held")
    raise {"NotSent": NotSent, "TimedOut": TimedOut}[what]


def wait(seconds):
    heard.append(["sleep", round(seconds, 6)])
    clock[0] += seconds


try:
    answer = Partner(send, lambda: clock[0], wait).ask(method, "/x", seconds=seconds)
    came = [answer.status, answer.body]
except (Uncertain, Unavailable) as error:
    came = type(error).__name__
result = [came, heard]
"""
GOOD = [200, 0, {}]


@pytest.fixture
def play(subject):
    """(what came of it, the tries' times left, the waits)"""

    def played(method, *script, seconds=60):
        came, heard = subject.probe(
            PLAY, script=[list(one) for one in script], method=method, seconds=seconds
        )
        sends = [one[3] for one in heard if one[0] == "send"]
        assert all(one[1:3] == [method, "/x"] for one in heard if one[0] == "send")
        return came, sends, [one[1] for one in heard if one[0] == "sleep"]

    return played


def test_what_goes_well(play, rng):
    method, seconds = rng.choice(["GET", "POST", "PUT", "PATCH", "DELETE"]), rng.randint(2, 90)
    assert play(method, GOOD, seconds=seconds) == ([200, "held"], [seconds], [])


def test_other_answers(play, rng):
    for status in (201, 404, 409, 500, 501):
        method = rng.choice(["GET", "POST"])
        came, sends, waits = play(method, [status, 0, {}], GOOD)
        assert (came, len(sends), waits) == ([status, "held"], 1, [])


def test_what_may_be_repeated(play, rng):
    for what in ("TimedOut", 502, 503, 504):
        method = rng.choice(["GET", "PUT", "DELETE"])
        came, sends, waits = play(method, [what, 0, {}], GOOD)
        assert (came, len(sends), waits) == ([200, "held"], 2, [0.2]), what


def test_what_must_not_be_repeated(play, rng):
    for what in ("TimedOut", 502, 503, 504):
        method = rng.choice(["POST", "PATCH"])
        came, sends, waits = play(method, [what, 0, {}], GOOD)
        assert (came, len(sends), waits) == ("Uncertain", 1, []), what


def test_what_has_done_nothing(play, rng):
    for what in ("NotSent", 429):
        method = rng.choice(["POST", "PATCH"])
        came, sends, waits = play(method, [what, 0, {}], GOOD)
        assert (came, len(sends), waits) == ([200, "held"], 2, [0.2]), what


def test_uncertain_after_a_repeat(play):
    came, sends, waits = play("POST", ["NotSent", 0, {}], ["TimedOut", 0, {}], GOOD)
    assert (came, len(sends), waits) == ("Uncertain", 2, [0.2])


def test_four_tries(play, rng):
    for last in ("NotSent", "TimedOut", 429, rng.choice([502, 503, 504])):
        script = [[rng.choice(["NotSent", 429, 503]), 0, {}] for _ in range(3)]
        came, sends, waits = play("GET", *script, [last, 0, {}], GOOD)
        assert (came, len(sends), waits) == ("Unavailable", 4, [0.2, 0.4, 0.8]), last


def test_retry_after(play, rng):
    longer = rng.randint(2, 9)
    script = [[429, 0, {"Retry-After": str(longer)}], [503, 0, {"Retry-After": "0"}], GOOD]
    came, sends, waits = play("GET", *script)
    assert (came, waits) == ([200, "held"], [longer, 0.4])


def test_what_is_left(play, rng):
    takes = rng.randint(1, 5)
    came, sends, _ = play("GET", ["TimedOut", takes, {}], [502, 2, {}], GOOD, seconds=20)
    assert came == [200, "held"]
    assert sends == [20, round(20 - takes - 0.2, 6), round(20 - takes - 2.6, 6)]


def test_waits_that_can_not_be_afforded(play, rng):
    takes = rng.randint(1, 5)
    for what, headers in (("TimedOut", {}), (429, {}), (503, {"Retry-After": "9"})):
        seconds = takes + (5 if headers else 0.125)
        came, sends, waits = play("GET", [what, takes, headers], GOOD, seconds=seconds)
        assert (came, len(sends), waits) == ("Unavailable", 1, []), what
    came, sends, waits = play("POST", [429, takes, {"Retry-After": "3"}], GOOD, seconds=takes + 3)
    assert (came, len(sends), waits) == ("Unavailable", 1, [])
