from wire import NotSent, TimedOut


class Unavailable(Exception):
    """It could not be done, and nothing was done by a method that must not be repeated."""


class Uncertain(Exception):
    """It may have been done."""


class Partner:
    def __init__(self, send, now, sleep):
        self.send, self.now, self.sleep = send, now, sleep

    def ask(self, method, path, *, seconds):
        return self._attempt(method, path, self.now() + seconds, 1)

    def _attempt(self, method, path, deadline, number):
        answer, failure = None, None
        try:
            answer = self.send(method, path, deadline - self.now())
        except (NotSent, TimedOut) as error:
            failure = error
        match failure, answer and answer.status:
            case (TimedOut(), _) | (None, 502 | 503 | 504):
                if method not in ("GET", "PUT", "DELETE"):
                    raise Uncertain from failure
            case (NotSent(), _) | (None, 429):
                pass
            case _:
                return answer
        pause = 0.1 * 2**number
        if answer and "Retry-After" in answer.headers:
            pause = max(pause, float(answer.headers["Retry-After"]))
        if number == 4 or deadline - self.now() <= pause:
            raise Unavailable from failure
        self.sleep(pause)
        return self._attempt(method, path, deadline, number + 1)
