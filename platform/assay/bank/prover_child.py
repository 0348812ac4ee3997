"""Runs one job of a proof in a process of its own: job.json in, JSON out. Standard library only.

It is sent to the runner beside the item's own files, and imports nothing of Assay.
"""

import importlib
import importlib.util
import json
import os
import sys
import threading
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NoReturn

HERE = Path.cwd()


def load(job: dict[str, Any]) -> ModuleType:
    """The module in the job's file; what lies beside it and in given/ can be imported by it.

    The packages that it must touch are imported first: a bare import is no touch.
    """
    file = job["file"]
    for name in job.get("touches", ()):
        importlib.import_module(name)
    sys.path[:0] = [str((HERE / file).parent), str(HERE / "given")]
    spec = importlib.util.spec_from_file_location("probe", HERE / file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Raised(Exception):
    """A function of the proof did; the message says which."""


def watched(call: Callable[[], Any], name: str) -> dict[str, Any]:
    """What the call returns, and the packages whose code really ran in it."""
    seen = set()

    def profile(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(str(frame.f_globals.get("__name__", "")).split(".")[0])

    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        value = call()
    except BaseException as error:
        raise Raised(f"{name} raised {type(error).__name__}: {error}") from error
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return {"value": value, "touched": sorted(seen - {"probe", "__main__", ""})}


def versions(job: dict[str, Any]) -> Any:
    """By their names as PyPI writes them; of two with one name the one that is imported."""
    import importlib.metadata  # only here: it is slow, and this process is one of hundreds

    found: dict[str, str] = {}
    for one in importlib.metadata.distributions():
        name = str(one.metadata["Name"]).lower().replace("_", "-").replace(".", "-")
        found.setdefault(name, one.version)
    return {"python": sys.version.split()[0], "packages": found}


def observe(job: dict[str, Any]) -> Any:
    return watched(load(job).observe, "observe()")


def predicates(job: dict[str, Any]) -> Any:
    module = load(job)
    return {name: watched(getattr(module, name), f"{name}()") for name in job["names"]}


def works(job: dict[str, Any]) -> Any:
    module = load(job)
    return {
        name: watched(lambda: module.works(name), f"works({name!r})")  # noqa: B023
        for name in job["names"]
    }


def orders(job: dict[str, Any]) -> Any:
    """Every order of the names that works, of all there are."""
    module = load(job)

    def tried() -> list[list[str]]:
        told = {one: module.works(list(one)) for one in permutations(job["names"])}
        if unclear := [answer for answer in told.values() if not isinstance(answer, bool)]:
            raise TypeError(f"works() gave {unclear[0]!r}")
        return [list(one) for one, answer in told.items() if answer]

    return watched(tried, "works()")


JOBS = {
    "versions": versions,
    "observe": observe,
    "predicates": predicates,
    "works": works,
    "orders": orders,
}


def answer_to(job: dict[str, Any]) -> str:
    try:
        return json.dumps({"ok": JOBS[job["kind"]](job)}, default=repr)
    except Raised as error:
        return json.dumps({"error": str(error)[:500]})
    except BaseException as error:
        return json.dumps({"error": f"{type(error).__name__}: {error}"[:500]})


def become(program: str, seed: str) -> NoReturn:
    """Go on as this program, under the hash seed."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    os.execve(sys.executable, [sys.executable, "-s", "-B", program], environment)  # noqa: S606


def main() -> None:
    job = json.loads((HERE / "job.json").read_text("utf-8"))
    seed = job.get("seed", "0")
    if job["kind"] == "program":
        program = HERE / job["file"]
        os.chdir(program.parent)
        become(program.name, seed)
    if os.environ.get("PYTHONHASHSEED") != seed:
        become(sys.argv[0], seed)
    answering = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with os.fdopen(answering, "w") as out:
        out.write(answer_to(job))
        out.flush()
        os._exit(0)


if __name__ == "__main__":
    main()
