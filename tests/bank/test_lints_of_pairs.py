"""What items tell of each other, and all of them together."""

from assay.bank import balance, likeness, lints
from tests.bank.items import WHY, made, options

STORY = "A shop keeps orders of its customers in a table, by number and day, and a view lists them."
OTHER = "Which header names the language that a visitor reads best, so that a page can be chosen?"


def test_items_that_ask_nearly_the_same_are_enemies(tmp_path):
    one = made(tmp_path, name="one", stem=f"{STORY} Which order?")
    two = made(tmp_path, name="two", stem="Which list? Orders of customers: a view lists them, in "
               "a table, by its day and number. A shop keeps them all of.")  # fmt: skip
    (told,) = likeness.across_pairs([one, two])
    assert told.startswith("one: its text is two’s by ")
    assert list(likeness.across_pairs([one, made(tmp_path, name="three", stem=OTHER)])) == []
    foe = made(tmp_path, name="foe", stem=f"{STORY} Which day?", enemies=["one"])
    assert list(likeness.across_pairs([one, foe])) == []


def test_short_stems_are_alike_by_chance(tmp_path):
    items = [made(tmp_path, "program", name=f"item-{n}") for n in range(2)]
    assert list(likeness.across_pairs(items)) == []


def told_of(tmp_path, count):
    items = [
        made(tmp_path / str(n), name=f"item-{n}", stem=f"{STORY} {text}")
        for n, text in zip(range(count), TEXTS, strict=False)
    ]
    return list(likeness.shared_sentences(items))


TEXTS = (
    "Why is a red lamp dim?", "Who has sold some tea?", "Where does one boat sail?",
)  # fmt: skip


def test_a_sentence_of_two_items_is_told_and_one_of_many_is_the_house(tmp_path):
    (told,) = told_of(tmp_path / "two", 2)
    assert told.startswith(
        "item-0: shares words with item-1, write them anew: 'a shop keeps orders"
    )
    assert told_of(tmp_path / "three", 3) == []


def test_nine_words_in_a_row_are_a_turn_of_phrase(tmp_path):
    shared = "put the six in the order in which they"
    items = [
        made(tmp_path, name="one", stem=f"Some lamps: {shared} shine."),
        made(tmp_path, name="two", stem=f"Boats come. {shared} left?"),
    ]
    assert list(likeness.shared_sentences(items)) == []


def typed(accept):
    return {"fillin": {"accept": [accept], "reject": ["upper", "lower", "title"], "why": WHY}}


def test_a_stem_that_has_the_key_of_another_is_told(tmp_path):
    one = made(tmp_path, "fillin", name="one", **typed("download_name"))
    teller = made(tmp_path, name="two", stem="What does `download_name` give?")
    assert list(likeness.cues_between([one, teller])) == [
        "two: its stem has one’s key, 'download_name': make them enemies"
    ]
    others = [
        made(tmp_path, name="three", stem="What does `download_names` give?"),
        made(tmp_path, name="four", stem="What is `download_name`?", enemies=["one"]),
    ]
    assert list(likeness.cues_between([one, *others])) == []


def test_a_short_key_or_one_that_many_have_tells_nothing(tmp_path):
    short = made(tmp_path, "fillin", name="one", **typed("405"))
    long = made(tmp_path, "fillin", name="two", **typed("return response"))
    tellers = [made(tmp_path, name=f"item-{n}", stem="405: return response?") for n in range(3)]
    assert list(likeness.cues_between([short, long, *tellers])) == []
    assert len(list(likeness.cues_between([short, long, tellers[0]]))) == 1


def test_a_rare_word_of_stem_and_key_alone_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(likeness, "MANY", 3)
    monkeypatch.setattr(likeness, "RARE_SHARE", 0.4)
    clang = made(tmp_path, name="one", stem="What does a session remember?", key=["b"],
                 option=options("a name", "what it remembers: session", "a number"))  # fmt: skip
    rest = [made(tmp_path, name=f"item-{n}", stem="What is kept?") for n in range(2)]
    assert list(likeness.clangs([clang, *rest])) == [
        "one: 'session' stands in the stem and the key only: say it otherwise"
    ]
    both = made(tmp_path, name="two", stem="What does a session remember?", key=["b"],
                option=options("it does remember", "the session", "a number"))  # fmt: skip
    common = made(tmp_path, name="three", stem="Which session?")
    assert list(likeness.clangs([both, *rest])) == []
    assert list(likeness.clangs([clang, common, rest[0]])) == []
    assert list(likeness.clangs([clang, rest[0]])) == []


def keyed(tmp_path, letters, texts=("ab", "cd", "ef")):
    return [
        made(tmp_path / str(n), name=f"item-{n}", key=[letter], option=options(*texts))
        for n, letter in enumerate(letters)
    ]


def test_no_letter_is_the_key_more_often_than_chance(tmp_path):
    assert list(lints.across(keyed(tmp_path / "all", "b" * 8))) == [
        "option b is the key of 8 among 8 single choices: give some of them other letters"
    ]
    assert list(balance.across_all(keyed(tmp_path / "few", "b" * 7))) == []
    assert list(balance.across_all(keyed(tmp_path / "mixed", "bbbbabcac"))) == []


def test_the_longest_option_is_the_key_no_more_often_than_chance(tmp_path):
    texts = ("ab", "abc", "de")
    (told,) = balance.across_all(keyed(tmp_path / "all", "bbbbbaccabbb", texts))
    assert told.startswith(
        "the key is the longest option of 8 among 12 single choices, and 7 are the most: shorten"
    )
    assert told.endswith("item-9, item-10, item-11")
    assert list(balance.across_all(keyed(tmp_path / "some", "bbbbcaccab", texts))) == []
    assert list(balance.across_all(keyed(tmp_path / "ties", "bbbaaaccc"))) == []
