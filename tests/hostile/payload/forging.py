"""How an attacker speaks for others: lines of verdicts and frames, into whatever is open."""

import base64
import contextlib
import json
import os
import struct

TESTS = ["test_doubles", "test_doubles_below_zero", "test_refuses_words", "test_keeps_notes"]
IDS = [f"test_task.py::{name}" for name in TESTS]


def verdicts(outcome="passed"):
    """What a driver tells of tests that went so."""
    told = [{"t": "collected", "ids": IDS}]
    for name in IDS:
        for when in ("setup", "call", "teardown"):
            told.append({"t": "report", "id": name, "when": when, "outcome": outcome,
                         "seconds": 0.01, "message": ""})  # fmt: skip
    told.append({"t": "done", "code": 0})
    return b"".join(json.dumps(line).encode() + b"\n" for line in told)


def frame(told):
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    return struct.pack(">I", len(data)) + data


def answer(body, number=None):
    """The frame of an answer, as it comes from an application."""
    text = base64.b64encode(json.dumps(body).encode()).decode()
    headers = [["Content-Type", "application/json"]]
    return frame({"status": "200 OK", "headers": headers, "body": text, "n": number})


def tell_everyone(data):
    """Write it to every descriptor that takes it at once."""
    for number in range(1, 256):
        with contextlib.suppress(OSError):
            os.set_blocking(number, False)
            os.write(number, data)
            os.set_blocking(number, True)
