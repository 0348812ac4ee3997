"""Puts a policy in the form of Docker's on this process, then tries every part of the sandbox out.

`python -m tests.deploy.confined POLICY` as a user without capabilities; it names the steps of the
self-test that held.
"""

import contextlib
import json
import sys
from pathlib import Path

import pyseccomp

from workers.sandbox import selftest
from workers.sandbox.runtime import DEFAULT

COMPARED = {"SCMP_CMP_EQ": pyseccomp.EQ}


def action(rule):
    if rule["action"] == "SCMP_ACT_ERRNO":
        return pyseccomp.ERRNO(rule["errnoRet"])
    assert rule["action"] == "SCMP_ACT_ALLOW"
    return pyseccomp.ALLOW


def confine(policy):
    assert policy["defaultAction"] == "SCMP_ACT_ERRNO"
    made = pyseccomp.SyscallFilter(pyseccomp.ERRNO(policy["defaultErrnoRet"]))
    for rule in policy["syscalls"]:
        arguments = [
            pyseccomp.Arg(one["index"], COMPARED[one["op"]], one["value"])
            for one in rule.get("args", [])
        ]
        for name in rule["names"]:
            made.add_rule(action(rule), name, *arguments)
    made.load()


if __name__ == "__main__":
    confine(json.loads(Path(sys.argv[1]).read_text()))
    with contextlib.suppress(selftest.Unfit):
        selftest.examine(DEFAULT, lambda step: print(step.name))
