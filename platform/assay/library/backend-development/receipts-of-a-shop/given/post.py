"""Mail. It is right; leave it as it is."""

sent = []


class Unreachable(Exception):
    pass


def send(address, text):
    """Takes a second. Raises Unreachable where nothing was sent."""
    sent.append([address, text])
