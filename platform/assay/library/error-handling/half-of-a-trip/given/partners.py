"""Whom a trip is booked with. It is right; leave it as it is."""

from itertools import count

_numbers = count(1)


class Refused(Exception):
    def __init__(self, partner):
        super().__init__(partner)
        self.partner = partner  # its name


class SoldOut(Refused):
    pass


class Declined(Refused):
    pass


class Unreachable(Refused):
    pass


class Partner:
    def __init__(self, name):
        self.name = name

    def book(self, trip):
        """A reference. Raises one of the above, or what nobody has thought of."""
        return f"{self.name}-{next(_numbers)}"

    def cancel(self, reference):
        """Raises Unreachable, or what nobody has thought of."""


train, hotel, card = Partner("train"), Partner("hotel"), Partner("card")
