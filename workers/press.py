"""print_signed(): HTML and its data to a signed PDF whose every letter is proved to be printed."""

import gc
from pathlib import Path

from workers import typeface
from workers.pdf import NEEDED, NotPrinted, make_pdf
from workers.sign import Signer


def warm() -> None:
    """Load all that every document needs, once a process, and have it never looked at as garbage.

    Without that a seventh of the time goes into finding out again that it is still in use.
    """
    make_pdf("<html lang='en'><title>-</title><p>-</p></html>")
    gc.collect()
    gc.freeze()


def print_signed(html: str, result: bytes, key_folder: Path) -> tuple[bytes, str]:
    """(the signed PDF, the certificate's fingerprint).

    Raises NotPrinted where the renderer complains or, in the bytes as they are handed out, a font
    lacks a letter or prints another.
    """
    signed, fingerprint = Signer(key_folder).sign(make_pdf(html, result=result))
    try:
        typeface.prove(signed, needed=NEEDED)
    except typeface.WrongType as error:
        raise NotPrinted(str(error)) from error
    return signed, fingerprint
