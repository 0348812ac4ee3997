def test_a_light_parcel(client):
    answer = client.get("/delivery?grams=500")
    assert answer.status_code == 200
    assert answer.json["cents"] == 490
