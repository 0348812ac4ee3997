import pytest

TOOLS = """
import threading

import jobs
import post

failed = []


def take(text):
    def work():
        try:
            jobs.deliver(app, text)
        except Exception as error:
            failed.append(repr(error))

    before = len(failed)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return len(failed) == before


def work_once():
    again = []
    for text in [*jobs.waiting]:
        jobs.waiting.remove(text)
        if not take(text):
            again.append(text)
    jobs.waiting.extend(again)
"""
AT_ONCE = """
def arrived(text):
    if take(text):
        jobs.waiting.remove(text)


jobs.arrived = arrived
"""
DOWN = """
kept = jobs.put


def put(job, **told):
    raise jobs.Down


jobs.put = put
"""
UNREACHABLE = """
kept_send = post.send


def send(address, text):
    raise post.Unreachable


post.send = send
"""
BESIDE = """
plain = post.send


def send(address, text):
    post.send = plain
    take(first)
    plain(address, text)


post.send = send
first = jobs.waiting[0]
work_once()
post.send = plain
work_once()
work_once()
"""


class Shop:
    def __init__(self, subject, rng):
        self.subject, self.rng = subject, rng
        self.client = subject.client()
        subject.probe(TOOLS)

    def order(self, **told):
        number = self.rng.randrange(10**9)
        order = {"reference": f"R-{number}", "address": f"a{number}@example.com"} | told
        made = self.client.post("/orders", json=order)
        return made, [order["address"], f"Your order {order['reference']}"]

    def do(self, code):
        self.subject.probe(code)

    def work(self):
        self.do("work_once()")

    def sent(self):
        return self.subject.probe("result = post.sent")

    def waiting(self):
        return self.subject.probe("result = jobs.waiting")

    def change(self, made, **told):
        return self.client.patch(f"/orders/{made.json['id']}", json=told).status_code


@pytest.fixture
def shop(subject, rng):
    return Shop(subject, rng)


def test_an_order_and_its_receipt(shop):
    made, mail = shop.order()
    assert (made.status_code, made.json["address"]) == (201, mail[0])
    assert (shop.sent(), len(shop.waiting())) == ([], 1)
    shop.work()
    assert (shop.sent(), shop.waiting()) == ([mail], [])


def test_a_worker_that_is_quick(shop):
    shop.do(AT_ONCE)
    mails = [shop.order()[1] for _ in range(2)]
    assert (shop.sent(), shop.waiting()) == (mails, [])


def test_a_reference_that_is_taken(shop):
    _, mail = shop.order(reference="R-1")
    other, _ = shop.order(reference="R-1", address="other@example.com")
    assert (other.status_code, len(shop.waiting())) == (409, 1)
    assert shop.client.get("/orders/2").status_code == 404
    shop.work()
    assert shop.sent() == [mail]
    assert shop.order()[0].status_code == 201


def test_the_address_of_today(shop):
    made, mail = shop.order()
    assert shop.change(made, address="new@example.com") == 200
    shop.work()
    assert shop.sent() == [["new@example.com", mail[1]]]


def test_an_order_that_was_cancelled(shop):
    made, _ = shop.order()
    _, mail = shop.order()
    shop.change(made, state="cancelled")
    shop.work()
    assert shop.sent() == [mail]


def test_a_job_that_comes_twice(shop):
    _, mail = shop.order()
    shop.do("jobs.waiting *= 2")
    shop.work()
    shop.work()
    assert (shop.sent(), shop.waiting()) == ([mail], [])


def test_two_workers_at_the_same_time(shop):
    _, mail = shop.order()
    shop.do(BESIDE)
    assert (shop.sent(), shop.waiting()) == ([mail], [])


def test_the_post_is_unreachable(shop):
    _, mail = shop.order()
    shop.do(UNREACHABLE)
    shop.work()
    shop.work()
    assert (shop.sent(), len(shop.waiting())) == ([], 1)
    shop.do("post.send = kept_send")
    shop.work()
    assert (shop.sent(), shop.waiting()) == ([mail], [])


def test_the_queue_is_down(shop):
    shop.do(DOWN)
    made, mail = shop.order()
    assert (made.status_code, made.json["address"]) == (201, mail[0])
    assert shop.client.get(f"/orders/{made.json['id']}").json["address"] == mail[0]


def test_what_is_still_due(shop):
    shop.do(DOWN)
    (first, _), (_, second) = shop.order(), shop.order()
    shop.change(first, state="cancelled")
    assert shop.subject.cli("resend")["exit_code"] == 0
    shop.do("jobs.put = kept")
    assert shop.subject.cli("resend")["exit_code"] == 0
    assert len(shop.waiting()) == 1
    shop.work()
    assert shop.sent() == [second]
    assert shop.subject.cli("resend")["exit_code"] == 0
    assert shop.waiting() == []


def test_due_after_a_failure(shop):
    _, mail = shop.order()
    shop.do(UNREACHABLE)
    shop.work()
    shop.do("post.send = kept_send\njobs.waiting.clear()")
    shop.subject.cli("resend")
    shop.work()
    assert (shop.sent(), shop.waiting()) == ([mail], [])
