"""What is shown tells nothing that is hidden, and is nobody else's: on cue, and not before."""

import pytest

from assay.bank import lints, secrecy_lints
from assay.bank.reading import grams
from assay.bank.secrecy_lints import print_of, prints
from tests.bank.code_items import CODE_FILES, make_code
from tests.bank.items import GOOD, made


def said(item):
    return [problem.message for problem in lints.problems(item)]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"given/data.py": "# see test_app.py\n"}, "test_app.py is a file of hidden/ or proof/"),
        (
            {"visible/test_visible.py": '"""off-by-one"""\n'},
            "off-by-one is a wrong solution’s name",
        ),
    ],
)
def test_a_hidden_name_is_told(tmp_path, files, words):
    (told,) = said(make_code(tmp_path, files=files))
    assert told.startswith(words)


@pytest.mark.parametrize(
    "files",
    [{"given/data.py": "# see app.py\n"}, {"given/data.py": "# my_test_app.pyx, slow\n"}],
)
def test_a_name_of_a_file_that_is_shown_is_no_hidden_one(tmp_path, files):
    assert said(make_code(tmp_path, files=files)) == []


def test_a_solution_that_is_given_is_told(tmp_path):
    files = {"given/app.py": CODE_FILES["proof/good/plain/app.py"] + "\n"}
    (told,) = said(make_code(tmp_path, files=files))
    assert told == "what is shown holds all of proof/good/plain: take it out"


SENTENCE = "seven words that stand in a list of somebody"


@pytest.fixture
def listed(monkeypatch):
    """The prints of another list."""
    mine = frozenset(map(print_of, grams(SENTENCE)))
    monkeypatch.setattr(secrecy_lints, "prints", lambda: mine)


@pytest.mark.usefixtures("listed")
def test_a_sentence_of_a_list_in_public_is_told(tmp_path):
    (told,) = said(made(tmp_path, stem="Are there Seven *words* that stand, in a list?"))
    assert told.startswith(
        "a sentence is that of a list in public: say it in your own words: 'seve"
    )


@pytest.mark.usefixtures("listed")
def test_six_words_are_everybodys(tmp_path):
    assert said(made(tmp_path, stem="Which seven words that stand in it?")) == []
    assert said(made(tmp_path, stem="Which seven words. That stand in a list, of what?")) == []


def test_the_prints_are_of_sentences_and_hold_none():
    assert len(prints()) > 1000
    assert all(len(line) == 12 and int(line, 16) >= 0 for line in prints())
    for _, stem, _ in GOOD.values():
        assert not prints() & set(map(print_of, grams(stem)))
