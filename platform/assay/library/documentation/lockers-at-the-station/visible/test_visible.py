def test_the_lockers_are_described(client):
    document = client.get("/openapi.json").json
    assert document["openapi"].startswith("3.1")
    assert "200" in document["paths"]["/lockers"]["get"]["responses"]


def test_an_operation_for_each_rule(client, subject):
    rules = subject.probe("result = sorted({rule.rule for rule in app.url_map.iter_rules()})")
    described = client.get("/openapi.json").json["paths"]
    assert len(described) == len(set(rules) - {"/openapi.json", "/static/<path:filename>"})
