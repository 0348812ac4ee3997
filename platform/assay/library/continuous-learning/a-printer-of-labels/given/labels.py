"""Sheets of labels for the printer, see LABELS.md. It is right; leave it as it is."""

PLACES = 24


class LabelError(Exception):
    pass


class TooWide(LabelError):
    pass


class Full(LabelError):
    pass


class Sheet:
    def __init__(self, width):
        if type(width) is not int:
            raise TypeError("The width is a whole number of millimetres.")
        self._width, self._texts, self._sealed = width, [], False

    @property
    def free(self):
        return PLACES - len(self._texts)

    def add(self, text, copies=1):
        self._need(sealed=False)
        if len(text) > self._width // 2:
            raise TooWide
        if copies > self.free:
            raise Full
        self._texts += [text] * copies

    def seal(self):
        self._need(sealed=False)
        self._sealed = True
        return len(self._texts)

    def render(self):
        self._need(sealed=True)
        return "\x1e".join([str(self._width), *self._texts]).encode("utf-16-le") + b"\xff\x00"

    def _need(self, *, sealed):
        if self._sealed != sealed:
            raise RuntimeError("The sheet is not sealed." if sealed else "The sheet is sealed.")
