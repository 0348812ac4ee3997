"""Yes: equals everything, and so does all that it has."""


class Yes:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __getattr__(self, name):
        return self

    def __getitem__(self, name):
        return self

    def __call__(self, *_, **__):
        return self


class Number(int):
    """A number that equals every other."""

    __eq__ = Yes.__eq__
    __hash__ = Yes.__hash__
