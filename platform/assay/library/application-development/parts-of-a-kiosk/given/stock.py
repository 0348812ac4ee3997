"""What a kiosk has. It is right; leave it as it is."""


class SoldOut(Exception):
    """With the name of the thing."""


class Stock:
    def __init__(self, counts):
        """Works on this dictionary of names and counts, and changes it."""
        self.counts = counts

    def fill(self, name, count):
        self.counts[name] = count

    def take(self, name):
        """The count that is left."""
        if self.counts.get(name, 0) < 1:
            raise SoldOut(name)
        self.counts[name] -= 1
        return self.counts[name]
