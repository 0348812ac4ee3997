WORK = """
import jobs
import post

while jobs.waiting:
    jobs.deliver(app, jobs.waiting.pop(0))
result = post.sent
"""
ORDER = {"reference": "R-1", "address": "noor@example.com"}


def test_an_order_and_its_receipt(subject):
    assert subject.client().post("/orders", json=ORDER).status_code == 201
    assert subject.probe(WORK) == [["noor@example.com", "Your order R-1"]]


def test_a_reference_that_is_taken(subject):
    told = [subject.client().post("/orders", json=ORDER).status_code for _ in range(2)]
    assert told == [201, 409]
