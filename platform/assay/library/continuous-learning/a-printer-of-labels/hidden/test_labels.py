import pytest

GOODS = ["Plum jam", "Sencha", "Açaí", "Piñones", "Żurek", "Garam masala"]


class Printer:
    def __init__(self, client, rng):
        self.client, self.rng = client, rng
        self.millimetres = rng.randint(50, 90)

    def label(self, copies=None, text=None):
        text = text or f"{self.rng.choice(GOODS)} {self.rng.randrange(10**4)}"
        return {"text": text} if copies is None else {"text": text, "copies": copies}

    def post(self, *labels, width=None):
        width = self.millimetres / 10 if width is None else width
        return self.client.post("/sheets", json={"width": width, "labels": list(labels)})

    def make(self, *labels):
        made = self.post(*labels)
        assert made.status_code == 201
        return made.json

    def get(self, made):
        return self.client.get(f"/sheets/{made['id']}")

    def expected(self, *texts):
        """As LABELS.md leaves it to the printer."""
        told = "\x1e".join([str(self.millimetres), *texts])
        return told.encode("utf-16-le") + b"\xff\x00"


@pytest.fixture
def printer(client, rng):
    return Printer(client, rng)


def test_a_sheet_is_made(printer):
    first = printer.make(printer.label(1), printer.label(1), printer.label(1))
    second = printer.make(printer.label(1))
    assert (first["labels"], second["labels"]) == (3, 1)
    assert first["id"] != second["id"]


def test_a_sheet_is_sent(printer):
    labels = [printer.label(1) for _ in range(3)]
    sent = printer.get(printer.make(*labels))
    assert (sent.status_code, sent.mimetype) == (200, "application/x-labels")
    assert sent.data == printer.expected(*[label["text"] for label in labels])


def test_a_sheet_is_sent_again(printer):
    made, other = printer.make(printer.label(1)), printer.make(printer.label(2))
    sent = [printer.get(one) for one in (made, made, other, made)]
    assert [one.status_code for one in sent] == [200] * 4
    assert sent[0].data == sent[1].data == sent[3].data != sent[2].data


def test_copies(printer, rng):
    several, one = printer.label(rng.randint(2, 9)), printer.label()
    made = printer.make(several, one)
    assert made["labels"] == several["copies"] + 1
    texts = [several["text"]] * several["copies"] + [one["text"]]
    assert printer.get(made).data == printer.expected(*texts)


def test_empty_labels(printer):
    label = printer.label(2)
    made = printer.make(printer.label(1, text="  "), label, {"text": "", "copies": 3})
    assert made["labels"] == 2
    assert printer.get(made).data == printer.expected(label["text"], label["text"])


def test_a_text_that_is_too_wide(printer, rng):
    most = rng.randint(11, 30)
    width, wider = 2 * most / 10, (2 * most + 2) / 10
    wide = "x" * (most + 1)
    refused = printer.post(printer.label(1, text="x" * most), {"text": wide}, width=width)
    assert (refused.status_code, refused.json) == (422, {"text": wide})
    assert printer.post({"text": wide}, width=wider).status_code == 201


def test_a_sheet_that_is_full(printer, rng):
    free = rng.randint(1, 5)
    labels = [printer.label(15), printer.label(9 - free)]
    refused = printer.post(*labels, printer.label(free + 1), printer.label(1))
    assert (refused.status_code, refused.json) == (409, {"free": free})
    assert printer.make(*labels, printer.label(free))["labels"] == 24


def test_what_is_refused_is_not_kept(printer, client):
    made = printer.make(printer.label(1))
    for wrong in (printer.label(24), {"text": "x" * 200}):
        assert printer.post(printer.label(1), wrong).status_code in (409, 422)
    kept = [client.get(f"/sheets/{number}").status_code for number in range(1, 5)]
    assert kept.count(200) == 1
    assert kept.count(404) == 3
    assert printer.get(made).status_code == 200


def test_a_sheet_that_is_not_there(printer, client, rng):
    made = printer.make(printer.label(1))
    assert client.get(f"/sheets/{made['id'] + rng.randint(1, 99)}").status_code == 404
