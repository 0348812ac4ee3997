"""The errors a caller can meet.

AssayError
    NotFound            404   the thing is not here, or is not yours: we do not say which
    NotAllowed          403
    Conflict            409   true, but not now
        TimeIsUp        409
    Invalid             422   what was sent can't be taken; `fields` says where and why
    TooMany             429   asked too often
    NotReady            503   a part that is needed is not there
    Unscoped            500   a query was made for nobody: our mistake, never the caller's
"""


class AssayError(Exception):
    status = 500

    @property
    def code(self) -> str:
        return type(self).__name__


class NotFound(AssayError):
    status = 404


class NotAllowed(AssayError):
    status = 403


class Conflict(AssayError):
    status = 409


class TimeIsUp(Conflict):
    pass


class Invalid(AssayError):
    """`Invalid("cut_score", "Give a number from 0 to 100.")`, or several: `Invalid(fields={…})`."""

    status = 422

    def __init__(
        self, field: str = "", message: str = "", *, fields: dict[str, str] | None = None
    ) -> None:
        self.fields = fields if fields is not None else {field: message}
        super().__init__("; ".join(f"{name}: {text}" for name, text in self.fields.items()))


class TooMany(AssayError):
    status = 429


class NotReady(AssayError):
    status = 503


class Unscoped(AssayError):
    pass
