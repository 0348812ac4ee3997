"""Runs one job of a proof in a process of its own: job.json in, JSON out. Standard library only.

It is sent to the runner beside the item's own files, and imports nothing of Assay.
"""

import importlib.metadata
import importlib.util
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NoReturn

HERE = Path.cwd()


def load(file: str) -> ModuleType:
    """The module in this file; what lies beside it and in given/ can be imported by it."""
    sys.path[:0] = [str((HERE / file).parent), str(HERE / "given")]
    spec = importlib.util.spec_from_file_location("probe", HERE / file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def watched(call: Callable[[], Any]) -> dict[str, Any]:
    """What the call returns, and the packages whose code really ran in it."""
    seen = set()

    def profile(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(str(frame.f_globals.get("__name__", "")).split(".")[0])

    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        value = call()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return {"value": value, "touched": sorted(seen - {"probe", "__main__", ""})}


def versions(job: dict[str, Any]) -> Any:
    found = {}
    for one in importlib.metadata.distributions():
        found[str(one.metadata["Name"]).lower().replace("_", "-")] = one.version
    return {"python": sys.version.split()[0], "packages": found}


def observe(job: dict[str, Any]) -> Any:
    module = load(job["file"])
    return watched(module.observe)


def predicates(job: dict[str, Any]) -> Any:
    module = load(job["file"])
    return {name: watched(getattr(module, name)) for name in job["names"]}


def works(job: dict[str, Any]) -> Any:
    module = load(job["file"])
    return {answer: watched(lambda: module.works(answer)) for answer in job["answers"]}  # noqa: B023


def orders(job: dict[str, Any]) -> Any:
    """Every order of the names that works, of all there are."""
    module = load(job["file"])
    return watched(
        lambda: [list(one) for one in permutations(job["names"]) if module.works(list(one))]
    )


JOBS = {
    "versions": versions,
    "observe": observe,
    "predicates": predicates,
    "works": works,
    "orders": orders,
}


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
    began = time.perf_counter()
    try:
        answer = {"ok": JOBS[job["kind"]](job)}
    except BaseException as error:
        answer = {"error": f"{type(error).__name__}: {error}"[:500]}
    answer["seconds"] = round(time.perf_counter() - began, 3)
    with os.fdopen(answering, "w") as out:
        json.dump(answer, out, default=repr)
        out.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
