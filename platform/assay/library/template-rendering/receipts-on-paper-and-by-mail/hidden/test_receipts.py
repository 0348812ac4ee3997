from html.parser import HTMLParser

import pytest

NAMES = ["Ngozi Okafor", "Björk & Sóley", "Seán O'Hara", "Thị <Mai> Lê", 'Ana "Nana" Reis']
GOODS = ["Tea", "Salt & pepper", "Pot <large>", 'Cup 3"', "Chef's knife"]
ALONE = {"br", "link", "meta", "img", "hr", "input"}


class Page(HTMLParser):
    """Of a page the texts by (tag, class), the addresses of its links, and all of its tags."""

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.sheets, self.tags = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.append(tag)
        if tag == "link":
            self.sheets.append(told.get("href"))
        if tag == "br":
            self.handle_data("\n")
        if tag not in ALONE:
            self.found.append([tag, told.get("class"), ""])
            self.open.append(self.found[-1])

    def handle_endtag(self, tag):
        while tag not in ALONE and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for one in self.open:
            one[2] += data

    def texts(self, tag, name=None):
        return [text.strip() for one, told, text in self.found if (one, told) == (tag, name)]

    def cells(self):
        cells = [text.strip() for tag, _, text in self.found if tag == "td"]
        return [tuple(cells[at : at + 4]) for at in range(0, len(cells), 4)]


def money(cents):
    return f"{cents // 100}.{cents % 100:02}"


class Till:
    def __init__(self, client, rng):
        self.client, self.rng = client, rng
        self.number, self.currency = rng.randint(100, 9999), rng.choice(["EUR", "PLN", "KES"])
        self.lines = [self.line() for _ in range(3)]
        self.name, self.company, self.note = rng.choice(NAMES), f"Co {self.number}", "Bye."

    def line(self, count=None):
        cents = self.rng.randint(1, 900) * 10 + self.rng.choice([0, 0, 5])
        name = f"{self.rng.choice(GOODS)} {self.rng.randrange(10**4)}"
        count = self.rng.randint(2, 30) if count is None else count
        return {"name": name, "count": count, "cents": cents}

    def get(self, end=""):
        told = {"number": self.number, "currency": self.currency, "lines": self.lines}
        told |= {"customer": {"name": self.name, "company": self.company}, "note": self.note}
        assert self.client.post("/receipts", json=told).status_code == 201
        got = self.client.get(f"/receipts/{self.number}{end}")
        assert got.status_code == 200
        return got.text

    def page(self):
        return Page(self.get())

    def mail(self):
        return self.get(".txt").strip().splitlines()

    def money(self, cents):
        return f"{money(cents)} {self.currency}"

    def total(self):
        return self.money(sum(line["count"] * line["cents"] for line in self.lines))

    def of_a_mail(self):
        return [
            f"{line['count']} x {line['name']}: {self.money(line['count'] * line['cents'])}"
            for line in self.lines
            if line["count"]
        ]


@pytest.fixture
def till(client, rng):
    return Till(client, rng)


def test_lines(till):
    page = till.page()
    expected = [(line["name"], str(line["count"])) for line in till.lines]
    assert [cells[:2] for cells in page.cells()] == expected
    assert len(page.texts("tr", "line")) == len(till.lines)


def test_title(till):
    assert till.page().texts("title") == [f"Receipt {till.number} – Kontor"]


def test_both_stylesheets(till):
    assert till.page().sheets == ["/static/kontor.css", "/static/receipt.css"]


def test_money(till):
    till.lines.append({"name": "Desk", "count": 3, "cents": 123450})
    expected = [
        (till.money(line["cents"]), till.money(line["cents"] * line["count"]))
        for line in till.lines
    ]
    assert [cells[2:] for cells in till.page().cells()] == expected


def test_total(till):
    assert till.page().texts("p", "total") == [till.total()]


def test_what_was_given_back(till):
    kept = [line["name"] for line in till.lines]
    till.lines.insert(till.rng.randint(0, 3), till.line(count=0))
    assert [cells[0] for cells in till.page().cells()] == kept


def test_nothing_was_bought(till):
    for lines in ([], [till.line(count=0), till.line(count=0)]):
        till.lines = lines
        page = till.page()
        assert page.texts("p", "empty") == ["Nothing was bought."]
        assert (page.texts("p", "total"), page.tags.count("table")) == ([], 0)
        assert till.mail() == [f"Receipt {till.number}", "Nothing was bought.", "Note: Bye."]


def test_a_note_is_text(till):
    rows = [f"<b>Tea</b> & {till.number}", "it's <script>alert(1)</script>", "&lt;end&gt;"]
    till.note = "\n".join(rows)
    page = till.page()
    (note,) = page.texts("p", "note")
    assert [row.strip() for row in note.splitlines() if row.strip()] == rows
    assert (page.tags.count("br"), {"b", "script"} & set(page.tags)) == (2, set())


def test_without_a_note(till):
    assert till.page().texts("p", "note") == ["Bye."]
    till.note = ""
    page = till.page()
    assert page.texts("p", "note") == []
    assert page.texts("p", "total") != []


def test_without_a_company(till):
    till.company = "Ó & <Co> " + str(till.number)
    assert till.page().texts("p", "to") == [f"{till.name}, {till.company}"]
    till.company = None
    assert till.page().texts("p", "to") == [till.name]


def test_mail(till):
    for line in till.lines:
        line["name"] = f"Tea {till.rng.randrange(10**4)}"
    lines = [f"Receipt {till.number}", *till.of_a_mail(), f"Total: {till.total()}"]
    assert till.mail() == [*lines, "Note: Bye."]
    till.note = ""
    assert till.mail() == lines
    till.lines.append(till.line(count=0))
    assert till.mail() == lines


def test_mail_is_no_markup(till):
    till.lines[0]["name"] = f"\"Salt\" & <pepper>, Mum's {till.number}"
    till.note = f"Bread & <butter>, it's {till.number}"
    mail = [line for line in till.mail() if line.strip()]
    assert till.of_a_mail()[0] in mail
    assert mail[-1] == f"Note: {till.note}"
