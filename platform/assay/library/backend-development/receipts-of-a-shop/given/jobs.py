"""The queue. Workers are other processes. It is right; leave it as it is."""

import json

waiting = []  # what a worker will take


class Down(Exception):
    """The queue can't be reached."""


def put(job, **told):
    """A worker may take it before this returns. What JSON can't say can't be told."""
    text = json.dumps([job, told])
    waiting.append(text)
    arrived(text)


def arrived(text):
    pass


def deliver(app, text):
    """What a worker does. After an exception it does so again, later."""
    job, told = json.loads(text)
    with app.app_context():
        app.extensions["jobs"][job](**told)
