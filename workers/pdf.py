"""make_pdf(): HTML to PDF/A-3a and PDF/UA-1 at once. No network, no files; a warning is an error.

The renderer's fonts and style sheet are read once a process: its memory then stays flat.
"""

import io
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from weasyprint import CSS, Attachment
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from assay.core import clock
from assay.reports import html as report
from workers import archive, fonts
from workers.complaints import LettersMissing, NotPrinted, refusal
from workers.document import Document, NotWellFormed

NEEDED = frozenset({"Source Sans 3"})
"""The families that every document must be printed with."""
__all__ = ["LettersMissing", "NotPrinted", "make_pdf"]
_log = logging.getLogger("weasyprint")
_printing = threading.Lock()


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives `data:`, and what lies in memory under `asset:`. Anything else ends the rendering."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url in self._assets:
            return URLFetcherResponse(url, self._assets[url])
        if not url.startswith("data:"):
            raise FatalURLFetchingError(f"a document may not reach for {url[:80]!r}")
        return super().fetch(url, headers)


class Press(NamedTuple):
    """What is made once, and prints every document of this process."""

    fetcher: Fetcher
    fonts: FontConfiguration
    styles: list[CSS]
    colours: ColorProfile


@cache
def _press() -> Press:
    faces = fonts.faces()
    if not faces:
        raise NotPrinted(f"no fonts in {fonts.FOLDER}: `npm run build` puts them there")
    fetcher, known = Fetcher({face.url: face.data for face in faces}), FontConfiguration()
    sheets = ("\n".join(face.rule for face in faces), report.style())
    styles = [CSS(string=sheet, font_config=known, url_fetcher=fetcher) for sheet in sheets]
    srgb = io.BytesIO((resources.files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())
    colours = ColorProfile(srgb, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
    return Press(fetcher, known, styles, colours)


def make_pdf(html: str, *, result: bytes | None = None) -> bytes:
    """The document, with a place kept for its signature.

    `result` is attached as result.json, the data of which the document is a view. Raises
    NotPrinted where the renderer has something to say, such as that a font lacks a letter.
    """
    with _printing:
        press = _press()
        with _complaints() as complaints:
            pdf = _print(html, press, result)
    if complaints:
        raise refusal(complaints)
    return pdf


def _print(html: str, press: Press, result: bytes | None = None) -> bytes:
    try:
        pdf: bytes = Document(html, press.fetcher).write_pdf(
            stylesheets=press.styles,
            font_config=press.fonts,
            pdf_variant="pdf/a-3a",
            color_profiles={"screen": press.colours},
            output_intent="screen",
            attachments=[_attached(result, press)] if result else None,
            finisher=archive.finish,
        )
    except (FatalURLFetchingError, NotWellFormed) as error:
        raise NotPrinted(str(error)) from error
    return pdf


def _attached(result: bytes, press: Press) -> Attachment:
    at = clock.now()
    return Attachment(
        file_obj=io.BytesIO(result),
        url_fetcher=press.fetcher,
        name="result.json",
        description="The result that this report tells, as data",
        relationship="Data",
        created=at,
        modified=at,
    )


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What the renderer logs as a warning or worse meanwhile, each with what helps."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            words = record.getMessage()
            if words.startswith(".notdef"):
                words += ": install a font that has it (fonts-noto-core, fonts-noto-cjk)"
            said.append(words)

    listener = Listener(logging.WARNING)
    _log.addHandler(listener)
    try:
        yield said
    finally:
        _log.removeHandler(listener)
