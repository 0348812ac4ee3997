"""What item.toml and the files beside it say, apart: content_of(), key_of(), below(). Pure."""

from collections.abc import Mapping
from typing import Any

from assay.bank import content as contents
from assay.bank.content import CODE_KINDS, Content, Unreadable


def content_of(told: Mapping[str, Any], files: Mapping[str, bytes]) -> Content:
    """What is shown; Unreadable where it is none of its kind."""
    code = told.get("code", {})
    editable = set(code.get("editable", ()))
    given = below(files, "given")
    if missing := sorted(editable - set(given)):
        raise Unreadable(f"{missing} may be changed, but are not in given/")
    return contents.parse(
        told["kind"],
        {
            "stem": files["stem.md"].decode(),
            "files": [
                {"name": name, "text": text, "editable": name in editable}
                for name, text in given.items()
            ],
            "options": told.get("option", []),
            "rows": told.get("row", []),
            "words": told.get("freetext", {}).get("words", 0),
            "fixed_order": told.get("fixed_order", False),
            "most": told.get("most", 0),
            "visible": _named(below(files, "visible")),
            **{name: code[name] for name in ("entry", "feedback") if name in code},
        },
    )


def below(files: Mapping[str, bytes], place: str) -> dict[str, str]:
    """The texts under a folder, by their paths in it."""
    start = f"{place}/"
    return {
        name.removeprefix(start): data.decode()
        for name, data in files.items()
        if name.startswith(start)
    }


def variants(files: Mapping[str, bytes], place: str) -> dict[str, dict[str, str]]:
    """The texts of each folder under a folder, by its name; files beside them belong to none."""
    found: dict[str, dict[str, str]] = {}
    for path, text in below(files, place).items():
        variant, slash, name = path.partition("/")
        if slash:
            found.setdefault(variant, {})[name] = text
    return found


def _named(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "text": text} for name, text in texts.items()]


def key_of(told: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """What is right, in the shape that keys.parse_key() reads."""
    if told["kind"] in CODE_KINDS:
        return _files_key(told, files)
    if "fillin" in told:
        return dict(told["fillin"])
    if "freetext" in told:
        return {"criteria": told["criterion"], "why": told["freetext"]["why"]}
    if "row" in told:
        return {
            "match": {row["id"]: row["match"] for row in told["row"]},
            "why": {
                one["id"]: one["why"] for one in (*told["row"], *told["option"]) if "why" in one
            },
        }
    if "line" in told:
        return {
            "right": [str(line["number"]) for line in told["line"] if line["flaw"]],
            "why": {str(line["number"]): line["why"] for line in told["line"]},
        }
    return {
        "right": told["key"],
        "why": {option["id"]: option["why"] for option in told["option"]},
    }


def _files_key(told: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """The manifest as item.toml has it, and what lies in hidden/."""
    key = {"manifest": told.get("test") or told.get("fault"), "why": told["code"]["why"]}
    key |= {name: told["code"][name] for name in ("seconds",) if name in told["code"]}
    if told["kind"] != "tests":
        return key | {"tests": _named(below(files, "hidden"))}
    return key | {
        name: {
            variant: _named(texts) for variant, texts in variants(files, f"hidden/{name}").items()
        }
        for name in ("references", "mutants")
    }
