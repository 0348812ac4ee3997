"""complaints(): what PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) ask for and a file lacks.

The clauses that a machine can decide of such files as ours, each by its number. Where a veraPDF is
at hand, tests/workers/test_standards.py asks that as well.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

STANDARD = {
    "/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI",
    "/Index", "/NonStruct", "/Private", "/P", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6",
    "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot",
    "/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link", "/Annot", "/Ruby",
    "/Warichu", "/Figure", "/Formula", "/Form",
}  # fmt: skip
"""Structure types of ISO 32000-1, 14.8.4."""
BLENDED = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
    "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue",
    "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
LONGEST_NAME, LONGEST_STRING, DEEPEST = 127, 32767, 28
PRINTED, UNSEEN = 4, 1 | 2 | 32 | 256
"""Flags of an annotation: Print; Invisible, Hidden, NoView, ToggleNoView."""
PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]|\x00|\ufeff|\ufffe")


def complaints(pdf: Pdf) -> list[str]:
    """Everything that is amiss; each begins with its clause."""
    checks = (
        _metadata, _file, _colours, _actions, _annotations, _fonts, _graphics, _limits, _tagged,
        _attached, _signature,
    )  # fmt: skip
    return [words for check in checks for words in check(pdf)]


def dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Every dictionary and stream of the file, however deep."""
    for found in pdf.objects:
        yield from _inside(found)


def _inside(found: Any) -> Iterator[Any]:
    if isinstance(found, Dictionary | Stream):
        yield found
        items = [found[key] for key in list(found.keys())]
    elif isinstance(found, Array):
        items = list(found)
    else:
        return
    for item in items:
        if isinstance(item, pikepdf.Object) and not item.is_indirect:
            yield from _inside(item)


def _metadata(pdf: Pdf) -> Iterator[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        if (told.get("pdfaid:part"), told.get("pdfaid:conformance")) != ("3", "A"):
            yield "6.6.4: the metadata claim no PDF/A-3a"
        if told.get("pdfuaid:part") != "1":
            yield "UA 5: the metadata claim no PDF/UA-1"
        if "/Filter" in pdf.Root.Metadata:
            yield "6.6.2.1: the metadata are packed"
        if not told.get("dc:title"):
            yield "UA 7.1: no title in the metadata"
        if str(pdf.docinfo.get("/Title", "")) != str(told.get("dc:title", "")):
            yield "6.6.3: two titles"


def _file(pdf: Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "6.1.3: it is encrypted"
    if "/ID" not in pdf.trailer:
        yield "6.1.3: the trailer has no ID"
    for one in dictionaries(pdf):
        if isinstance(one, Stream):
            if {"/F", "/FFilter", "/FDecodeParms"} & set(one.keys()):
                yield "6.1.7: a stream lies outside of the file"
            if set(map(str, _many(one.get("/Filter")))) & {"/LZWDecode", "/Crypt"}:
                yield "6.1.7: a filter that no archive takes"
            if one.get("/Subtype") == Name.PS or "/OPI" in one or "/Ref" in one:
                yield "6.2.9: PostScript, OPI or a reference"


def _colours(pdf: Pdf) -> Iterator[str]:
    intents = _many(pdf.Root.get("/OutputIntents"))
    profiles = [one.get("/DestOutputProfile") for one in intents if one.get("/S") == Name.GTS_PDFA1]
    if len(profiles) != 1 or profiles[0] is None:
        yield "6.2.3: not one output intent with a profile"
        return
    icc = profiles[0].read_bytes()
    if (icc[36:40], icc[16:20], profiles[0].get("/N")) != (b"acsp", b"RGB ", 3) or icc[8] > 4:
        yield "6.2.3: the profile is none for RGB"
    for number, _, operator in _drawn(pdf):
        if operator in ("k", "K"):
            yield f"6.2.4.3: page {number} paints in CMYK under a profile of RGB"
        if operator == "ri":
            yield f"6.2.6: page {number} sets a rendering intent"


def _actions(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if {"/OpenAction", "/AA", "/Requirements", "/OCProperties"} & set(root.keys()):
        yield "6.5.2: the catalogue does something when it is opened"
    for name in ("/JavaScript", "/AlternatePresentations", "/Renditions"):
        if name in root.get("/Names", {}):
            yield f"6.5.1: the names hold {name}"
    for one in dictionaries(pdf):
        if "/JS" in one or "/AA" in one:
            yield "6.5.1: a script, or an action of its own"
        if one.get("/Type") == Name.Action and one.get("/S") not in (Name.URI, Name.GoTo):
            yield f"6.5.1: an action {one.get('/S')}"
    if (form := root.get("/AcroForm")) is not None and (
        form.get("/NeedAppearances") or "/XFA" in form
    ):
        yield "6.4.1: a form that its reader is to draw"


def _annotations(pdf: Pdf) -> Iterator[str]:
    owned = _owned(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        notes = page.obj.get("/Annots", [])
        if len(notes) and page.obj.get("/Tabs") != Name.S:
            yield f"UA 7.18.3: page {number} is not walked in the order of its structure"
        for note in notes:
            kind, flags = str(note.get("/Subtype")), int(note.get("/F", 0))
            if kind not in ("/Link", "/Widget"):
                yield f"6.3.1: an annotation {kind}"
            if not flags & PRINTED or flags & UNSEEN:
                yield f"6.3.2: page {number} has an annotation that is not printed"
            if "/StructParent" not in note or note.objgen not in owned:
                yield f"UA 7.18.1: page {number} has an annotation outside of the structure"
            elif owned[note.objgen] != {"/Link": "/Link", "/Widget": "/Form"}.get(kind):
                yield f"UA 7.18: an annotation {kind} in a {owned[note.objgen]}"
            if kind == "/Link" and not str(note.get("/Contents", "")).strip():
                yield "UA 7.18.5: a link without words"
            if kind == "/Widget" and not str(note.get("/TU", "")).strip():
                yield "UA 7.18.4: a field without words"


def _fonts(pdf: Pdf) -> Iterator[str]:
    for one in dictionaries(pdf):
        if one.get("/Type") != Name.Font or "/DescendantFonts" in one:
            continue
        name, told = str(one.get("/BaseFont")), one.get("/FontDescriptor", {})
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(told.keys()):
            yield f"6.2.11.4: {name} is not embedded"
        if one.get("/Subtype") == Name.CIDFontType2 and "/CIDToGIDMap" not in one:
            yield f"6.2.11.3: {name} does not say which glyph a number is"
        if "/CIDSet" in told:
            yield f"6.2.11.4: {name} lists its glyphs: nobody has checked that list"
    for one in dictionaries(pdf):
        if one.get("/Type") == Name.Font and "/DescendantFonts" in one:
            if one.get("/Encoding") not in (Name("/Identity-H"), Name("/Identity-V")):
                yield f"6.2.11.3: {one.get('/BaseFont')} has a character map of its own"
            if "/ToUnicode" not in one:
                yield f"6.2.11.7: {one.get('/BaseFont')} does not say which letters it prints"
            elif any(not text or PRIVATE.search(text) for text in _letters(one.ToUnicode)):
                yield f"6.2.11.7: {one.get('/BaseFont')} prints letters that Unicode has not"


def _graphics(pdf: Pdf) -> Iterator[str]:
    for one in dictionaries(pdf):
        if "/TR" in one or str(one.get("/TR2", "/Default")) != "/Default" or "/HTP" in one:
            yield "6.2.5: a transfer function"
        if "/BM" in one and not set(map(str, _many(one.BM))) <= BLENDED:
            yield f"6.2.10: blended by {one.BM}"
        replaced = {"/Alternates", "/OPI"} & set(one.keys())
        if one.get("/Subtype") == Name.Image and (one.get("/Interpolate") or replaced):
            yield "6.2.8: a picture that is interpolated, or another in its stead"
        if any("CMYK" in str(space) for space in _many(one.get("/ColorSpace"))):
            yield "6.2.4.3: colours of CMYK"


def _limits(pdf: Pdf) -> Iterator[str]:
    for one in dictionaries(pdf):
        if any(len(str(key)) > LONGEST_NAME for key in one.keys()):  # noqa: SIM118 (not a dict)
            yield "6.1.13: a name that is too long"
        for value in (one[key] for key in list(one.keys())):
            if isinstance(value, pikepdf.String) and len(bytes(value)) > LONGEST_STRING:
                yield "6.1.13: a string that is too long"
    depth = 0
    for _, _, operator in _drawn(pdf):
        depth += {"q": 1, "Q": -1}.get(operator, 0)
        if depth > DEEPEST:
            yield "6.1.13: graphics states too deep"
            return


def _tagged(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "6.7.2: it is not tagged"
        return
    if root.MarkInfo.get("/Suspects"):
        yield "UA 7.1: its tags are said to be suspect"
    if not re.fullmatch(r"[a-z]{2,3}(-\w+)*", str(root.get("/Lang", ""))):
        yield "6.7.4: it has no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "UA 7.1: its title is not shown"
    roles = root.StructTreeRoot.get("/RoleMap", {})
    kinds = [(str(one.S), one) for one in elements(root.StructTreeRoot)]
    for kind, one in kinds:
        if kind not in STANDARD and str(roles.get(kind)) not in STANDARD:
            yield f"6.7.3.4: nobody knows what a {kind} is"
        if kind in STANDARD and kind in roles:
            yield f"UA 7.1: {kind} is mapped away"
        if re.fullmatch(r"/H\d", kind) and not _holds_words(one):
            yield f"UA 7.4: an empty {kind}"
        if kind == "/Figure" and not (str(one.get("/Alt", "")) or str(one.get("/ActualText", ""))):
            yield "UA 7.3: a figure without words"
    heads = [int(kind[2:]) for kind, _ in kinds if re.fullmatch(r"/H\d", kind)]
    if heads[:1] != [1] or any(then > before + 1 for before, then in pairwise(heads)):
        yield f"UA 7.4.2: headings {heads}"
    yield from _nested(root.StructTreeRoot)


INSIDE = {
    "/LI": {"/L"}, "/LBody": {"/LI"}, "/Lbl": {"/LI", "/Note", "/TOCI"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"}, "/TH": {"/TR"}, "/TD": {"/TR"},
    "/THead": {"/Table"}, "/TBody": {"/Table"},
}  # fmt: skip
"""What may hold an element (UA 7.2)."""


def _nested(tree: Any) -> Iterator[str]:
    for one in elements(tree):
        kind, above = str(one.S), str(one.get("/P", {}).get("/S"))
        if kind in INSIDE and above not in INSIDE[kind]:
            yield f"UA 7.2: a {kind} in a {above}"
        if kind == "/TH" and "/Scope" not in _first(one.get("/A"), {}):
            yield "UA 7.5: a header that says nothing of what it heads"


def _attached(pdf: Pdf) -> Iterator[str]:
    for one in dictionaries(pdf):
        if "/EF" not in one:
            continue
        file = one.EF.get("/F")
        if not str(one.get("/F", "")) or not str(one.get("/UF", "")):
            yield "6.8: a file without its name"
        if "/AFRelationship" not in one or "/Subtype" not in file or "/Params" not in file:
            yield "6.8: a file that does not say what it is, and for what"
        if one.objgen not in [each.objgen for each in pdf.Root.get("/AF", [])]:
            yield "6.8: a file that belongs to nothing"


def _signature(pdf: Pdf) -> Iterator[str]:
    kept = [one for one in dictionaries(pdf) if one.get("/Type") == Name.Sig]
    for one in kept:
        if "/Perms" in pdf.Root and set(pdf.Root.Perms.keys()) - {"/DocMDP", "/UR3"}:
            yield "6.1.12: permissions that are none"
        if "/ByteRange" not in one or len(one.ByteRange) != 4:
            yield "6.4.3: a signature of nothing"


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below, in the order of reading."""
    for kid in _many(node.get("/K")):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def _holds_words(element: Any) -> bool:
    return any(
        isinstance(kid, int) or (isinstance(kid, Dictionary) and _holds_words(kid))
        for kid in _many(element.get("/K"))
    )


def _owned(pdf: Pdf) -> dict[tuple[int, int], str]:
    """Each annotation in the structure tree, and the kind of element that holds it."""
    return {
        kid.Obj.objgen: str(one.S)
        for one in elements(pdf.Root.get("/StructTreeRoot", Dictionary()))
        for kid in _many(one.get("/K"))
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
    }


def _drawn(pdf: Pdf) -> Iterator[tuple[int, Any, str]]:
    for number, page in enumerate(pdf.pages, start=1):
        for operands, operator in pikepdf.parse_content_stream(page):
            yield number, operands, str(operator)


def _letters(stream: Any) -> Iterator[str]:
    """What a ToUnicode map says its codes are."""
    told = stream.read_bytes().decode("ascii", "replace")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for target in re.findall(r"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]*)>", block):
            yield bytes.fromhex(target).decode("utf-16-be", "replace")


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _first(value: Any, otherwise: Any) -> Any:
    return next(iter(_many(value)), otherwise)
