RECEIPT = {
    "number": 17,
    "currency": "EUR",
    "customer": {"name": "Ngozi Okafor", "company": "Tea & Sons"},
    "lines": [{"name": "Tea", "count": 2, "cents": 250}, {"name": "Pot", "count": 1, "cents": 1250}],
    "note": "Thank you!",
}
MAIL = """\
Receipt 17
2 x Tea: 5.00 EUR
1 x Pot: 12.50 EUR
Total: 17.50 EUR
Note: Thank you!"""


def test_page(client):
    client.post("/receipts", json=RECEIPT)
    page = client.get("/receipts/17")
    assert page.status_code == 200
    assert "<td>Pot</td>" in page.text


def test_mail(client):
    client.post("/receipts", json=RECEIPT)
    assert client.get("/receipts/17.txt").text.strip() == MAIL
