FILL = """
import store

for name, role in (("noor", "customer"), ("li", "support")):
    store.accounts[name] = {"role": role, "active": True, "may_help_until": 0, "address": "", "notes": []}
"""


def signed_in(subject, name):
    client = subject.client()
    assert client.post("/sign-in", json={"name": name}).status_code == 204
    return client


def test_acting(subject):
    subject.probe(FILL)
    noor, li = signed_in(subject, "noor"), signed_in(subject, "li")
    assert li.post("/acting", json={"name": "noor"}).status_code == 403
    noor.put("/help", json={"seconds": 600})
    assert li.post("/acting", json={"name": "noor"}).status_code == 204
    assert li.get("/me").json == {"name": "noor", "role": "customer", "by": "li"}
    assert li.delete("/acting").status_code == 204
    assert li.get("/me").json == {"name": "li", "role": "support"}
