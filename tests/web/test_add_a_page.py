"""docs/how-to/add-a-page.md is walked: its blocks are taken out and run in an app of their own."""

import importlib.util
import inspect
import re
import sys

import pytest
from jinja2 import ChoiceLoader, FileSystemLoader

from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "how-to" / "add-a-page.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
ACTION, VIEW = "platform/assay/accounts/zones.py", "platform/assay/web/zones.py"
TEMPLATES, TEST = "platform/assay/web/templates/", "tests/web/test_zones.py"


@pytest.fixture
def walked(own_app, tmp_path, monkeypatch):
    """The app with the guide's page in it."""
    for path, code in BLOCKS.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, "utf-8")
    _load(tmp_path / ACTION, "assay.accounts.zones", monkeypatch)
    view = _load(tmp_path / VIEW, "assay.web.zones", monkeypatch)
    own_app.jinja_loader = ChoiceLoader(
        [own_app.jinja_loader, FileSystemLoader(tmp_path / TEMPLATES)]
    )
    own_app.register_blueprint(view.pages)
    return own_app


def _load(file, name, monkeypatch):
    """As if it stood in the package."""
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    room, _, own = name.rpartition(".")
    monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(sys.modules[room], own, module, raising=False)
    spec.loader.exec_module(module)
    return module


def _tests():
    space = {}
    exec(BLOCKS[TEST], space)
    return [one for name, one in space.items() if name.startswith("test_")]


def test_the_guide_has_an_action_a_view_a_template_and_tests():
    assert set(BLOCKS) == {ACTION, VIEW, TEMPLATES + "zones/show.html", TEST}


def test_every_view_of_the_guide_wears_its_guard(walked):
    views = {name: view.guard for name, view in walked.view_functions.items() if "zones." in name}
    assert views == dict.fromkeys(("zones.show", "zones.choose"), "member:organisation.edit")


@pytest.mark.parametrize("promise", _tests(), ids=lambda one: one.__name__)
def test_what_the_guide_promises_holds(walked, promise):
    assert list(inspect.signature(promise).parameters) == ["app"]
    promise(walked)


def test_nothing_of_the_guide_is_in_the_product_already():
    assert not any((ROOT / path).exists() for path in BLOCKS)
