TEA = {"sku": "tea", "count": 2}


def test_a_line_is_added(client):
    client.post("/basket", json=TEA)
    (line,) = client.get("/basket").json["lines"]
    assert TEA.items() <= line.items()


def test_what_is_not_sold_is_refused(client):
    status = client.post("/basket", json={"sku": "moon", "count": 1}).status_code
    assert status == 404 or 422


def test_the_total_is_that_of_all_lines(client):
    for sku in ("tea", "pot"):
        client.post("/basket", json={"sku": sku, "count": 2})
    client.get("/basket").json["total"] == 3400


def test_each_line_has_its_price(client):
    client.post("/basket", json=TEA)
    for line in client.get("/basket").json.get("line", []):
        assert line["cents"] == 450


def test_a_count_below_one_adds_nothing(client):
    for count in (0, -1):
        refused = client.post("/basket", json={"sku": "tea", "count": count})
        assert refused.status_code == 400, client.get("/basket").json["lines"] == []


def test_a_line_can_be_removed(client):
    client.post("/basket", json=TEA)
    removed = client.delete("/basket/tea")
    assert removed.status_code == 204 and not client.get("/basket").json["lines"]


def test_an_order_is_mailed_once(client, mail):
    client.post("/basket", json=TEA)
    client.post("/order")
    assert mail.assert_called_once


def test_the_mail_names_what_was_ordered(client, mail):
    client.post("/basket", json=TEA)
    client.post("/order")
    assert [words for (words,), _ in mail.call_args_list] == ["2 x tea"]


def test_nothing_is_mailed_for_an_empty_basket(client, mail):
    client.post("/order")
    mail.assert_not_called()


def test_an_order_empties_the_basket(client, mail):
    client.post("/basket", json=TEA)
    client.post("/order")
    assert not client.get("/basket").json["lines"]


def test_a_word_of_the_visitor_is_escaped(client):
    page = client.get("/search?word=<b>tea").text
    assert "&lt;b&gt;tea" in page and "<b>" not in page
