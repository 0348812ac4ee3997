"""finish(): what a tagged PDF/A-3a still lacks to be PDF/UA-1 too, put in before it is written.

The renderer writes one standard at a time and leaves out: the mark of PDF/UA with its schema
(ISO 14289-1, 5; ISO 19005-3, 6.6.2.3), the scope of table headers (7.5), descriptions of links
(7.18.5), and that page numbers are artifacts, no content (7.8). The metadata are put in as they are
read, for programs that look for them in any file (ISO 19005-3, 6.6.2.1), and every glyph says what
it stands for (6.2.11.7.2); no picture is smoothed by its reader (6.2.8). The place for the
signature is put in with them.
"""

import re
from collections.abc import Iterator
from typing import Any

import pydyf

from assay.core import clock
from workers import reserved

UA = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name>"
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property>"
    b"</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
END_OF_DATA = b"</rdf:RDF>"
NOTHING = re.compile(rb"(<[0-9a-f]{4}>) <>")
JOINED = b"<034f>"
"""The combining grapheme joiner, which is never seen: for a glyph whose letters are all said by
the glyph before it, as in Devanagari; an empty text is none that a reader may be given."""


def finish(_: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: changes the PDF's objects in memory."""
    _mark_as_accessible(pdf)
    for element in _of_type(pdf, "/StructElem"):
        if element.get("S") == "/TH":
            # The ID was given as table-row-column; the header row of ours is always the first.
            row = element["ID"].string.split("-")[1]
            element["A"]["Scope"] = "/Column" if row == "0" else "/Row"
    for font in _of_type(pdf, "/Font"):
        if "ToUnicode" in font:
            _say_every_glyph(_at(pdf, font["ToUnicode"]))
    for one in pdf.objects:
        if "Interpolate" in getattr(one, "extra", {}):
            one.extra["Interpolate"] = "false"
    for note in _of_type(pdf, "/Annot"):
        if note.get("Subtype") == "/Link" and "A" in note:
            note["Contents"] = pydyf.String(f"Link to {note['A']['URI'].string}")
    if "AF" in pdf.catalog:  # the renderer names each attachment twice
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    _turn_margins_into_artifacts(pdf)
    reserved.reserve(pdf, at=clock.now())
    _write_once(pdf)


def _mark_as_accessible(pdf: Any) -> None:
    metadata = _at(pdf, pdf.catalog["Metadata"])
    whole = b"".join(metadata.stream)
    if whole.count(END_OF_DATA) != 1:
        raise ValueError("the renderer writes its metadata otherwise than it did")
    metadata.stream = [whole.replace(END_OF_DATA, UA + END_OF_DATA)]
    metadata.compress = False


def _say_every_glyph(letters: Any) -> None:
    letters.stream = [
        NOTHING.sub(rb"\1 " + JOINED, line) if isinstance(line, bytes) else line
        for line in letters.stream
    ]


def _turn_margins_into_artifacts(pdf: Any) -> None:
    """What stands in a page's margin is in no reader's way: it leaves the tree of what is read."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    read = set(_below(pdf, root["K"]))
    told = _at(pdf, root["ParentTree"])["Nums"]
    elements = {told[i]: told[i + 1] for i in range(0, len(told), 2)}
    for number, page in enumerate(_of_type(pdf, "/Page")):
        for mark, owner in enumerate(elements[number]):
            if owner not in read:
                elements[number][mark] = "null"
                _make_artifact(_at(pdf, page["Contents"]).stream, mark)
    for element in _of_type(pdf, "/StructElem"):
        if element.reference not in read:
            element.clear()


def _make_artifact(stream: list[Any], mark: int) -> None:
    for i, one in enumerate(stream):
        if isinstance(one, dict) and one.get("MCID") == mark:
            stream[i - 1 : i + 2] = ["/Artifact", b"BMC"]
            return
    raise ValueError(f"nothing is marked as {mark}")


def _below(pdf: Any, references: Any) -> Iterator[bytes]:
    """Every element that is reached from these, themselves included."""
    for reference in references:
        if isinstance(reference, bytes):
            yield reference
            yield from _below(pdf, _at(pdf, reference).get("K", ()))


def _write_once(pdf: Any) -> None:
    """The writer asks every object for its bytes twice, streams are compressed each time."""
    for number, one in enumerate(pdf.objects[1:], start=1):
        raw = reserved.Raw(one.data, loose=not one.compressible)
        raw.number = number
        pdf.objects[number] = raw


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _of_type(pdf: Any, kind: str) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == kind]
