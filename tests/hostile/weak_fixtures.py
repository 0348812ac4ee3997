"""What a test has at hand beside the candidate's code: everything in one interpreter."""

import importlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def subject():
    return Subject()


@pytest.fixture
def client(subject):
    return subject.app.test_client()


@pytest.fixture
def rng():
    return random.Random(os.environ.get("SEED"))


class Subject:
    def __init__(self):
        module, _, name = os.environ["ENTRY"].partition(":")
        self.app = getattr(importlib.import_module(module), name)

    def probe(self, code, **arguments):
        names = {"app": self.app, "args": arguments, "result": None}
        exec(code, names)
        return names["result"]

    def read(self, name):
        return Path(name).read_text()

    def run(self, *command):
        return subprocess.run([sys.executable, *command[1:]], capture_output=True).stdout
