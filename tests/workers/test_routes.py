"""The table of routes is whole: every event, only known tasks, only served queues."""

from assay.events.catalogue import CATALOGUE
from workers.queues import GROUPS, QUEUES
from workers.routes import ROUTES


def test_every_event_has_an_entry_even_an_empty_one():
    assert set(ROUTES) == set(CATALOGUE.values())


def test_every_queue_is_served_by_one_group():
    served = [queue.name for group in GROUPS for queue in group.queues]
    assert sorted(served) == sorted(QUEUES)


def test_every_route_leads_to_a_served_queue():
    assert {route.queue.name for routes in ROUTES.values() for route in routes} <= set(QUEUES)


def test_no_event_asks_for_the_same_task_twice():
    for event, routes in ROUTES.items():
        names = [route.task for route in routes]
        assert len(names) == len(set(names)), event


def test_only_the_sweep_is_given_the_relays_role():
    assert [group.name for group in GROUPS if group.with_relay_role] == ["sweep"]
