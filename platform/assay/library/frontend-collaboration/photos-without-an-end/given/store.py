"""Photos in memory. It is right; leave it as it is."""

import itertools

_photos = {}
_ids = itertools.count(1)


def add(title, taken, tags):
    """A new photo; taken is a text such as 2026-05-04T10:30:00."""
    number = next(_ids)
    _photos[number] = {"id": number, "title": title, "taken": taken, "tags": tags}
    return _photos[number]


def remove(number):
    return _photos.pop(number, None)


def every():
    """All photos, in no particular order."""
    return list(_photos.values())
