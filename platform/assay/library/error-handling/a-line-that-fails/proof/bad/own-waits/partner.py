"""Believes that one knows by oneself how long to wait."""

from wire import NotSent, TimedOut


class Unavailable(Exception):
    """It could not be done, and nothing was done by a method that must not be repeated."""


class Uncertain(Exception):
    """It may have been done."""


OPEN = {502, 503, 504}
WAITS = [0.2, 0.4, 0.8]


class Partner:
    def __init__(self, send, now, sleep):
        self.send, self.now, self.sleep = send, now, sleep

    def ask(self, method, path, *, seconds):
        """The partner's Answer; Unavailable, or Uncertain."""
        until = self.now() + seconds
        may_repeat = method in {"GET", "PUT", "DELETE"}
        for wait in [*WAITS, None]:
            asked = 0
            try:
                answer = self.send(method, path, until - self.now())
            except NotSent:
                is_open = False
            except TimedOut:
                is_open = True
            else:
                if answer.status != 429 and answer.status not in OPEN:
                    return answer
                is_open = answer.status in OPEN
                asked = int(answer.headers.get("Retry-After", 0))
            if is_open and not may_repeat:
                raise Uncertain
            if wait is None:
                break
            wait = wait + 0
            if self.now() + wait >= until:
                break
            self.sleep(wait)
        raise Unavailable
