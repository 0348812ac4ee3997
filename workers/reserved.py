"""The place of a signature: reserve() it while a PDF is in memory, fill() it once it is bytes.

One revision, signed as a whole: whatever is appended later shows at once. The field is part of the
tagged tree and without a size, as PDF/UA-1 and PDF/A-3 ask of what is not seen.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pydyf

FIELD = "Assay"
ROOM = 8192
"""Hexadecimal digits that a signature may take."""
HOLE = b"<" + b"0" * ROOM + b">"
UNKNOWN = b"[0 0000000000 0000000000 0000000000]"
NO_CHANGES = 1


class NoRoom(Exception):
    """The PDF has no reserved place, or the signature is longer than it."""


class Raw(pydyf.Object):  # type: ignore[misc]
    """An object that stands in the file as it is written here; `loose`: outside of every stream."""

    def __init__(self, data: bytes, *, loose: bool = True) -> None:
        super().__init__()
        self._data, self._loose = data, loose

    @property
    def compressible(self) -> bool:
        return not self._loose

    @property
    def data(self) -> bytes:
        return self._data


def reserve(pdf: Any, *, at: datetime) -> None:
    """Put an empty signature field into the PDF's objects (ISO 32000-1, 12.7.4.5 and 12.8)."""
    signature = Raw(
        b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"
        b"/Reference[<</Type/SigRef/TransformMethod/DocMDP"
        b"/TransformParams<</Type/TransformParams/P %d/V/1.2>>>>]"
        b"/Reason(Issued by Assay)/M(D:%s)/ByteRange%s/Contents%s>>"
        % (NO_CHANGES, f"{at:%Y%m%d%H%M%S+00'00'}".encode(), UNKNOWN, HOLE)
    )
    pdf.add_object(signature)
    page = pdf.objects[int(pdf.page_references[-1].split()[0])]
    widget = _field(pdf, page.reference, signature.reference)
    page.setdefault("Annots", pydyf.Array()).append(widget.reference)
    _tag(pdf, page.reference, widget)
    pdf.catalog["AcroForm"] = pydyf.Dictionary(
        {"Fields": pydyf.Array([widget.reference]), "SigFlags": 3}
    )
    pdf.catalog["Perms"] = pydyf.Dictionary({"DocMDP": signature.reference})
    pdf.catalog["Extensions"] = pydyf.Dictionary(
        {"ESIC": pydyf.Dictionary({"BaseVersion": "/1.7", "ExtensionLevel": 1})}
    )


def _field(pdf: Any, page: bytes, signature: bytes) -> Any:
    widget = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(FIELD),
            "TU": pydyf.String("Signature of the installation that issued this report"),
            "F": 4 + 128,  # printed, locked
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "P": page,
            "V": signature,
        }
    )
    pdf.add_object(widget)
    return widget


def _tag(pdf: Any, page: bytes, widget: Any) -> None:
    """The field as the last thing in the tree of what is read."""
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    document = pdf.objects[int(root["K"][0].split()[0])]
    marks = pdf.objects[int(root["ParentTree"].split()[0])]["Nums"]
    place = pydyf.Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": page})
    pdf.add_object(place)
    form = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Form",
            "P": document.reference,
            "Pg": page,
            "K": pydyf.Array([place.reference]),
        }
    )
    pdf.add_object(form)
    document["K"].append(form.reference)
    widget["StructParent"] = max(marks[::2]) + 1
    marks.extend([widget["StructParent"], form.reference])


def fill(pdf: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The PDF with `sign(SHA-256 of all but the hole)` in the hole; NoRoom where there is none."""
    start, end = pdf.find(HOLE), pdf.find(HOLE) + len(HOLE)
    if start < 0 or pdf.count(UNKNOWN) != 1:
        raise NoRoom("nothing is reserved for a signature")
    known = b"[0 %010d %010d %010d]" % (start, end, len(pdf) - end)
    ranged = pdf[:start].replace(UNKNOWN, known), pdf[end:]
    signature = sign(hashlib.sha256(b"".join(ranged)).digest()).hex().encode()
    if len(signature) > ROOM:
        raise NoRoom(f"a signature of {len(signature)} digits is longer than {ROOM}")
    return ranged[0] + b"<" + signature.ljust(ROOM, b"0") + b">" + ranged[1]
