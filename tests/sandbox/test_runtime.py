"""The runtime: made of its lock, the same each time, and nothing in it that is not needed."""

import json
import os
import stat
import subprocess
import sys
from importlib.metadata import version

import pytest

from assay.bank.runner import Limits
from workers.sandbox import builder, runtime
from workers.sandbox.runtime import ROLES, NotBuilt

FOLDER = "ASSAY_RUNTIME_FOLDER"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Another one, of the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER, str(tmp_path_factory.mktemp("runtimes")))
        return builder.build()


def test_the_same_lock_makes_the_same(built):
    usual = runtime.find()
    assert usual.root != built.root
    assert usual.content == built.content
    for role in ROLES:
        assert runtime.digest(built.root / role) == runtime.digest(usual.root / "subject")


def test_it_is_made_once(built, monkeypatch):
    monkeypatch.setenv(FOLDER, str(built.root.parent))
    before = built.root.stat().st_mtime_ns
    assert builder.build() == built
    assert built.root.stat().st_mtime_ns == before


def test_the_two_copies_share_no_file(built):
    """What is written to a page of one by a fault of the kernel is not read in the other."""
    seen = [
        {path.stat().st_ino for path in (place / role).rglob("*") if path.is_file()}
        for role in ROLES
        for place in [built.root]
    ]
    assert seen[0]
    assert not seen[0] & seen[1]


def test_nothing_in_it_is_writable_by_others_or_runs_as_another(built):
    odd = [
        path
        for path in built.root.rglob("*")
        if not path.is_symlink()
        and path.stat().st_mode & (stat.S_ISUID | stat.S_ISGID | stat.S_IWGRP | stat.S_IWOTH)
    ]
    assert odd == []


def test_the_only_programs_are_pythons(built):
    root = built.root / "subject"
    programs = [
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and os.access(path, os.X_OK) and path.read_bytes()[:4] == b"\x7fELF"
        and ".so" not in path.name
    ]  # fmt: skip
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    assert sorted(programs) == [f"py/bin/{one}" for one in ("python", "python3", name)]
    assert not list(root.rglob("*.pth"))
    assert not list(root.rglob("sitecustomize*"))
    assert not list(root.rglob("pip-*"))


def test_its_packages_are_those_that_we_run_on(engine):
    """So a proof that holds in the runtime speaks of the version that the product has."""
    names = ["flask", "flask-sqlalchemy", "sqlalchemy", "werkzeug", "jinja2", "celery", "gunicorn"]
    code = """
import importlib.metadata, json, sys
print(json.dumps([importlib.metadata.version(name) for name in sys.argv[1:]]))
"""
    told = engine.run({}, ["python", "-c", code, *names], Limits())
    assert json.loads(told.stdout) == [version(name) for name in names]


def test_what_is_not_there_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path))
    with pytest.raises(NotBuilt, match="flask3 is not built"):
        runtime.find()
    with pytest.raises(NotBuilt, match="there is no runtime 'cobol', only flask3"):
        builder.build("cobol")


def test_a_failed_installation_leaves_no_half_of_a_runtime(tmp_path, monkeypatch):
    locks = tmp_path / "locks"
    locks.mkdir()
    (locks / "flask3.lock").write_text("flask==0.0.1 --hash=sha256:" + "0" * 64)
    monkeypatch.setattr(runtime, "LOCKS", locks)
    monkeypatch.setattr(builder, "LOCKS", locks)
    monkeypatch.setenv(FOLDER, str(tmp_path / "runtimes"))
    with pytest.raises(NotBuilt):
        builder.build()
    with pytest.raises(NotBuilt):
        runtime.find()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can enter what is closed to others")
def test_behind_a_closed_folder_it_lies_elsewhere(tmp_path, monkeypatch):
    """The user that a sandbox runs as has to walk there."""
    closed = tmp_path / "closed"
    (closed / "workers" / "sandbox").mkdir(parents=True)
    closed.chmod(0o700)
    monkeypatch.delenv(FOLDER, raising=False)
    monkeypatch.setattr(runtime, "HERE", closed / "workers" / "sandbox")
    assert runtime.home() == runtime.WHEN_OURS_IS_CLOSED


def test_the_builder_is_a_program_of_its_own():
    done = subprocess.run([sys.executable, "-m", "workers.sandbox.builder"], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
