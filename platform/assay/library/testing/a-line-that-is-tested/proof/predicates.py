import logging
import os
from pathlib import Path

import pytest

TEST = """
import logging

import pytest
from flask import Flask

app = Flask("shop")


@app.post("/orders")
def order():
    app.logger.info("order 7")
    return "", 201


@pytest.fixture
def client():
    return app.test_client()


def test_an_order_is_logged(client, caplog):
    {line}
    client.post("/orders")
    assert "order 7" in caplog.text
"""
OPTIONS = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]


def passes(name, line):
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for logger in (logging.getLogger("shop"), logging.getLogger("shop.orders")):
        logger.setLevel(logging.NOTSET)
    logging.getLogger().setLevel(logging.WARNING)
    Path(f"test_{name}.py").write_text(TEST.format(line=line))
    ended = pytest.main([*OPTIONS, f"test_{name}.py"])
    assert ended in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    return ended == pytest.ExitCode.OK


def a():
    assert not passes("nothing", "pass")
    return passes("a", 'caplog.set_level("INFO")')


def b():
    return passes("b", 'caplog.handler.setLevel("INFO")')


def c():
    return passes("c", 'logging.basicConfig(level="INFO")')


def d():
    return passes("d", 'app.logger.setLevel("INFO")')


def e():
    return passes("e", 'caplog.set_level("INFO", logger="shop.orders")')
