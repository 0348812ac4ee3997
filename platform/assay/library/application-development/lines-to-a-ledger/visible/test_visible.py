LINES = "import line\nresult = [[one.said, one.is_open] for one in line.opened]"


def test_one_line_for_a_request(subject):
    assert subject.client().post("/entries", json=["a", "b"]).status_code == 204
    assert subject.probe(LINES) == [[["a", "b"], True]]


def test_the_line_is_used_again(subject):
    for _ in range(3):
        subject.client().post("/entries", json=["a"])
    assert subject.probe(LINES) == [[["a", "a", "a"], True]]
