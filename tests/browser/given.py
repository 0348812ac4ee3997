"""What people give: a mark for a brand, and answers to questions."""

import io

from PIL import Image, ImageDraw


def picture():
    """A wide mark on a clear ground, as a designer would send it."""
    canvas = Image.new("RGBA", (720, 200), (0, 0, 0, 0))
    pen = ImageDraw.Draw(canvas)
    pen.ellipse((20, 20, 180, 180), fill="#e91e63")
    pen.rectangle((220, 70, 690, 130), fill="#26202a")
    file = io.BytesIO()
    canvas.save(file, "PNG")
    return file.getvalue()


def answer(script, *, right):
    """What one who knows, or who does not, answers to a question."""
    if script.kind == "fillin":
        return {"text": script.key["accept"][0] if right else "not this"}
    if script.kind == "matching":
        match = script.key["match"]
        return {"pairs": match if right else dict.fromkeys(match, min(match.values()))}
    key = script.key["right"]
    others = [one["id"] for one in script.content["options"] if one["id"] not in key]
    if script.kind == "ordering":
        return {"order": key if right else key[::-1]}
    if script.kind == "multiple":
        return {"choices": sorted(key) if right else sorted(others)}
    return {"choice": key[0] if right else others[0]}
