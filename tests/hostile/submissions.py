"""What is handed in: names and sizes that lead elsewhere are refused before anything runs."""

from assay.bank.runner import Grade, Run
from tests.hostile.cases import Answer, Program
from tests.hostile.task import RIGHT

NAMES = {
    "from-the-root": ("OPEN_FOLDER/was-here", "Names a file by an absolute path"),
    "from-above": ("../was-here", "Names a file above its folder"),
    "from-above-by-a-detour": ("a/../../was-here", "Climbs above its folder from one within"),
    "of-nothing": ("", "Gives a file no name"),
    "of-the-folder-itself": (".", "Names the folder itself"),
    "of-the-folder-above": ("..", "Names the folder above"),
    "with-an-end-within": ("main.py\0.txt", "Ends its name early for whoever reads it as C does"),
    "of-two-ways": ("a//b", "Writes one name in two ways"),
    "with-a-dot-within": ("a/./b", "Hides a name that is there already behind a dot"),
    "of-a-folder": ("a/", "Names a folder as a file"),
    "without-end": ("a" * 5000, "Has a name longer than names may be"),
    "as-deep-as-the-sea": ("a/" * 1000 + "b", "Lies a thousand folders deep"),
    "of-half-a-letter": ("\udcff", "Has a name that is no text"),
}
"""What the case is called -> the name that is handed in, and what it tries."""


def rejected(told: Run | Grade) -> bool:
    """Nothing ran."""
    return told.status == "rejected"


CASES = [
    *(
        Program(
            name=f"a-name-{name}",
            says=f"{tries}; it is refused before anything runs.",
            main="print('ran')",
            files={path: "x"},
            holds=rejected,
        )
        for name, (path, tries) in NAMES.items()
    ),
    Program(
        name="a-file-that-is-a-folder",
        says="Hands in a file that is a folder as well; it is refused.",
        main="print('ran')",
        files={"a": "x", "a/b": "x"},
        holds=rejected,
    ),
    Program(
        name="files-without-end",
        says="Hands in five thousand files; they are refused.",
        main="print('ran')",
        files={f"f{number}": "" for number in range(5000)},
        holds=rejected,
    ),
    Program(
        name="a-file-of-a-giant",
        says="Hands in sixty-four megabytes; they are refused.",
        main="print('ran')",
        files={"large": bytes(64 << 20)},
        holds=rejected,
    ),
    *(
        Answer(
            name=f"an-answer-{name}",
            says=f"{tries} in an application; it is refused, and no test has passed.",
            app=RIGHT,
            files={path: "x"},
            holds=lambda grade: rejected(grade) and grade.passed == 0,
        )
        for name, (path, tries) in NAMES.items()
        if name in ("from-the-root", "from-above", "with-an-end-within", "of-half-a-letter")
    ),
]
