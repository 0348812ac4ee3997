class Unavailable(Exception):
    """It could not be done, and nothing was done by a method that must not be repeated."""


class Uncertain(Exception):
    """It may have been done."""


class Partner:
    def __init__(self, send, now, sleep):
        self.send, self.now, self.sleep = send, now, sleep

    def ask(self, method, path, *, seconds):
        """The partner's Answer; Unavailable, or Uncertain."""
        return self.send(method, path, seconds)
