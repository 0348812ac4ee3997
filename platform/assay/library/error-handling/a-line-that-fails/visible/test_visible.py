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


def test_a_second_try(subject):
    script = [["TimedOut", 1, {}], [200, 0.5, {}]]
    came, heard = subject.probe(PLAY, script=script, method="GET", seconds=5)
    assert came == [200, "held"]
    assert heard == [["send", "GET", "/x", 5], ["sleep", 0.2], ["send", "GET", "/x", 3.8]]


def test_an_order_is_not_repeated(subject):
    came, heard = subject.probe(PLAY, script=[["TimedOut", 1, {}]], method="POST", seconds=5)
    assert came == "Uncertain"
