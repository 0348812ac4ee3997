"""Lines to the ledger's server, as its maker delivers them. It is right; leave it as it is."""

opened = []  # every line so far


class Line:
    def __init__(self, address):
        self.address, self.said = address, []
        self.is_open = self.is_whole = True

    def alive(self):
        """Does the server still answer on it?"""
        return self.is_open and self.is_whole

    def say(self, text):
        if not self.alive():
            raise OSError("the line is gone")
        self.said.append(text)

    def close(self):
        self.is_open = False


def connect(address):
    opened.append(Line(address))
    return opened[-1]
