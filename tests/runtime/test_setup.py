"""The set-up of a fresh machine, as far as it can be shown without one."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.bootstrap import HELP
from tools.cli import COMMANDS
from tools.setup import places

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [
    "requirements.lock", "tools/setup/uv.txt", "tools/setup/node.txt", "package-lock.json",
    "workers/sandbox/runtimes/flask3.lock", "workers/sandbox/runtimes/lanes/flask-2.2.lock",
    "workers/sandbox/runtimes/lanes/flask-3.0.lock",
]  # fmt: skip
SETUP = [ROOT / "tools" / "bootstrap.py", *sorted((ROOT / "tools" / "setup").glob("*.py"))]


def test_the_help_lists_every_command() -> None:
    listed = set(re.findall(r"^\./run (\w+)", HELP, re.MULTILINE))
    assert listed == {*COMMANDS, "help"}


def test_help_needs_no_set_up() -> None:
    done = subprocess.run([ROOT / "run", "help"], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (HELP, "")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_no_addresses_of_packages(name: str) -> None:
    text = (ROOT / name).read_text()
    assert re.search(r"sha(256|512)[:-]", text)
    assert "resolved" not in text
    assert not re.search(r"https?://\S+\.(whl|tgz|tar\.gz)|--index-url|--find-links", text)


@pytest.mark.parametrize("file", SETUP, ids=lambda file: str(file.name))
def test_set_up_imports_the_standard_library_only(file: Path) -> None:
    imported = re.findall(r"^(?:from|import) (\w+)", file.read_text(), re.MULTILINE)
    assert {name for name in imported if name not in sys.stdlib_module_names} <= {"tools"}


def test_a_fingerprint_tells_contents_and_names_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(places, "ROOT", tmp_path)
    seen = set()
    for name, text in [("a", "x"), ("a", "y"), ("b", "y")]:
        for old in tmp_path.iterdir():
            old.unlink()
        (tmp_path / name).write_text(text)
        seen.add(places.fingerprint(tmp_path))
    assert len(seen) == 3


def test_a_failure_is_told_with_the_programs_last_words() -> None:
    with pytest.raises(places.SetUpFailed, match="no such package"):
        places.run(sys.executable, "-c", "raise SystemExit('no such package')")


def test_platform_has_no_init_file_which_would_hide_the_standard_librarys() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()
