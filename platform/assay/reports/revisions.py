"""signed_parts(): the beginnings of a file that a signature in it says it covers. Pure."""

import re
from collections.abc import Iterator

MOST = 3
"""So many signatures are looked at: the file is anybody's."""
_range = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")


def signed_parts(pdf: bytes) -> Iterator[bytes]:
    """Each beginning that ends before the file does: the document before something was added."""
    for found in list(_range.finditer(pdf))[:MOST]:
        length = int(found[2]) + int(found[3])
        if int(found[1]) < int(found[2]) and length < len(pdf):
            yield pdf[:length]
