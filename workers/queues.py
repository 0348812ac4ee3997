"""Every queue with its limits, and which worker process serves which queues: one page."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Queue:
    """`seconds` is how long one job may run, `tries` how often it is tried before it has failed.

    `share` is how many jobs of one organisation the broker is given at once, so that others do not
    wait for all that it has; None where jobs are so quick that all are given.
    """

    name: str
    seconds: int
    tries: int = 8
    share: int | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """One worker process and the queues that it serves; a slow kind has a process of its own.

    `with_relay_role`: it alone is given the relay's credentials.
    """

    name: str
    queues: tuple[Queue, ...]
    concurrency: int = 1
    with_relay_role: bool = False

    @property
    def arguments(self) -> list[str]:
        """What follows `celery -A workers.app`."""
        served = ",".join(queue.name for queue in self.queues)
        return [
            "worker", "--queues", served, "--concurrency", str(self.concurrency),
            "--hostname", f"{self.name}@%h", "--loglevel", "INFO",
            "--without-gossip", "--without-mingle",
        ]  # fmt: skip


DRAW = Queue(name="draw", seconds=60)
MARK = Queue(name="mark", seconds=120)
CODE = Queue(name="code", seconds=300, share=8)
"""A suite of tests is run many times over; one answer takes a second, and 30 at most."""
TRIAL = Queue(name="trial", seconds=120, share=8)
"""Candidates who try what they have written: the runner takes them after what is to be marked."""
PROVE = Queue(name="prove", seconds=600, tries=4, share=1)
"""An item of an organisation's own is run some hundred times; who waits for it looks on."""
INVITE = Queue(name="invite", seconds=120, share=1)
"""Files of people: a part of one organisation's at a time, so that others' are not kept waiting."""
REPORT = Queue(name="report", seconds=120)
BULK = Queue(name="bulk", seconds=120, share=1)
"""Acts on many candidates at once: a bounded part of one, then the next in line."""
MAIL = Queue(name="mail", seconds=60, tries=14)
SWEEP = Queue(name="sweep", seconds=60)

GROUPS = (
    Group(name="marking", queues=(MARK, DRAW, INVITE), concurrency=2),
    Group(name="code", queues=(CODE, TRIAL, PROVE), concurrency=4),
    Group(name="report", queues=(REPORT, BULK)),
    Group(name="mail", queues=(MAIL,)),
    Group(name="sweep", queues=(SWEEP,), with_relay_role=True),
)
QUEUES = {queue.name: queue for group in GROUPS for queue in group.queues}
SHARES = {queue.name: queue.share for queue in QUEUES.values() if queue.share is not None}

BEAT = ["beat", "--scheduler", "workers.schedule:Beat", "--loglevel", "INFO", "--pidfile="]
"""What follows `celery -A workers.app` for the process that tells the time."""
