"""Whatever breaks, at its worst moment: nothing is lost or done twice, and staff can see it."""

from datetime import timedelta

from assay.core import clock
from tests.faults.site import ONCE, until


def test_workers_killed_while_they_mark_and_while_they_issue_a_report(site):
    with site.held("reports") as somebody_issues:
        reported = site.hand_in()
        until(somebody_issues, "the report's row waits")
        with site.held("results") as somebody_marks:
            marked = site.hand_in()
            until(somebody_marks, "the marks wait")
            site.stack.kill("worker-marking")
            site.stack.kill("worker-report")
    site.stack.revive("worker-marking", "worker-report")
    assert [site.outcome(reported), site.outcome(marked)] == [ONCE, ONCE]


def test_valkey_wiped_whole_with_work_in_it(site):
    for name in ("worker-marking", "worker-mail"):
        site.stack.kill(name)
    sats = [site.hand_in() for _ in range(2)]
    until(lambda: all("mark_sitting" in site.jobs(sat) for sat in sats), "jobs are handed over")
    site.redis.flushall()
    overdue = site.sit(at=clock.now() - timedelta(hours=2))
    site.stack.revive("worker-marking", "worker-mail")
    assert [site.outcome(sat) for sat in (*sats, overdue)] == [ONCE] * 3
    assert site.stack.tend() == []


def test_the_relay_killed_between_the_broker_and_its_stamp(site):
    site.stack.kill("relay")
    sat = site.hand_in()
    with site.held("outbox") as somebody_stamps:
        site.stack.revive("relay")
        until(somebody_stamps, "the stamp waits")
        site.stack.kill("relay")
    site.stack.revive("relay")
    assert site.outcome(sat) == ONCE


def test_the_database_crashes_during_a_sitting(site):
    sat = site.sit(begin=False)
    with site.seat(sat) as seat:
        assert [seat.save(position, seq=1).status_code for position in (1, 2)] == [200, 200]
        with site.no_database():
            refused = seat.save(1, seq=2)
            assert (refused.status_code, refused.json()["error"]) == (503, "not_ready")
            assert "Everything that was shown as saved is kept" in seat.look(503)
        assert seat.save(1, seq=2).json()["saved_seq"] == 2
        seat.submit()
    assert site.outcome(site.found(sat)) == ONCE
    assert site.answers(sat) == {1: 2, 2: 1}
    assert site.stack.tend() == []


def test_mail_that_is_refused_for_a_while_is_delivered_once(site):
    with site.mail_says("451 Come back later") as server:
        sat = site.hand_in()
        until(lambda: server.asked >= 2, "two letters were refused")
        visitor, page = site.desk(sat)
        until(lambda: "451" in visitor.get(page).words(), "staff see why letters wait")
    site.try_again(visitor, page)
    assert site.outcome(sat) == ONCE


def test_mail_that_is_refused_for_good_waits_for_a_person(site):
    with site.mail_says("550 No such person"):
        sat = site.hand_in()
        until(lambda: site.jobs(sat).get("send_letter") == "failed", "the letter has failed")
        visitor, page = site.desk(sat)
        assert "the mail server refused the recipient (550)" in visitor.get(page).words()
    site.try_again(visitor, page)
    assert site.outcome(sat) == ONCE


def test_a_full_disk_delays_a_report_and_leaves_no_half_of_it(site):
    with site.disk_full("worker-report"):
        sat = site.hand_in()
        visitor, page = site.desk(sat)
        until(lambda: "File too large" in visitor.get(page).words(), "staff see why it waits")
        assert site.documents(sat) == []
    site.try_again(visitor, page)
    assert site.outcome(sat) == ONCE
