"""The web or the database is away: what candidates lost is given back, nobody decides meanwhile."""

import time

from tests.faults.site import until

AWAY = 45
"""Seconds: longer than what was left, and the grace after it."""
LEFT = 5


def running_out(site, sat):
    """Its time ends so many seconds from now."""
    with site.database.begin() as connection:
        connection.exec_driver_sql(
            "update sittings set started_at = now() - (limit_seconds - %(left)s) * interval '1 s',"
            " ends_at = now() + %(left)s * interval '1 s',"
            " next_check_at = now() + (%(left)s + grace_seconds) * interval '1 s'"
            " where organisation_id = %(o)s",
            {"left": LEFT, "o": sat.organisation_id},
        )


def silent_for(site, seconds):
    query = "select 1 from health_beats where seen_at < now() - :s * interval '1 s'"
    return bool(site.ask(query, s=seconds))


def facts(site, sat):
    """(state, seconds credited, seconds by which the end lies after what it was)."""
    query = (
        "select state, credited_seconds, extra_seconds,"
        " extract(epoch from ends_at - started_at)::int - limit_seconds"
        " from sittings where organisation_id = :o"
    )
    return tuple(site.ask(query, o=sat.organisation_id)[0])


def all_outages(site):
    """Seconds: who seems to have begun an hour ago had all of them."""
    query = "select extract(epoch from ended_at - began_at) from outages"
    return sum(seconds for (seconds,) in site.ask(query))


def test_the_web_is_killed_and_its_time_is_given_back(site):
    until(lambda: site.ask("select 1 from health_beats"), "the web says that it is there")
    ending, amid = site.sit(begin=False), site.sit(begin=False)
    with site.seat(ending) as seat, site.seat(amid):
        assert seat.save(1, seq=1).status_code == 200
        running_out(site, ending)
        site.stack.kill("web")
        until(lambda: silent_for(site, AWAY), "the outage lasts", AWAY + 30)
        assert facts(site, ending) == ("started", 0, 0, 0)
        site.stack.revive("web")
        saved = seat.save(2, seq=1)
        assert (saved.status_code, saved.json()["saved_seq"]) == (200, 1)
        until(lambda: all(facts(site, sat)[1] for sat in (ending, amid)), "the sweep has credited")
    away = all_outages(site)
    for sat in (ending, amid):
        state, credited, extra, moved = facts(site, sat)
        assert state == "started"
        assert AWAY - 10 <= credited <= away
        assert credited == extra == moved
        because = "select because from extensions where organisation_id = :o"
        assert {row[0] for row in site.ask(because, o=sat.organisation_id)} == {"outage"}
    assert site.answers(ending) == {1: 1, 2: 1}
    late = "select 1 from answer_history where organisation_id = :o and late"
    assert site.ask(late, o=ending.organisation_id) == []


def test_the_database_is_away_and_its_time_is_given_back(site):
    """The web is there all the while, and can say nothing: that is an outage as well."""
    until(lambda: not silent_for(site, 20), "the web says that it is there")
    ending, amid = site.sit(begin=False), site.sit(begin=False)
    with site.seat(ending) as seat, site.seat(amid):
        assert seat.save(1, seq=1).status_code == 200
        running_out(site, ending)
        back = time.monotonic() + AWAY
        with site.no_database():
            assert seat.save(2, seq=1).status_code == 503
            until(lambda: time.monotonic() > back, "the outage lasts", AWAY + 30)
        until(lambda: seat.save(2, seq=1).status_code == 200, "answers are kept again")
        until(lambda: all(facts(site, sat)[1] for sat in (ending, amid)), "the sweep has credited")
    for sat in (ending, amid):
        state, credited, extra, moved = facts(site, sat)
        assert state == "started"
        assert AWAY - 10 <= credited <= all_outages(site)
        assert credited == extra == moved
    assert site.answers(ending) == {1: 1, 2: 1}
    late = "select 1 from answer_history where organisation_id = :o and late"
    assert site.ask(late, o=ending.organisation_id) == []
