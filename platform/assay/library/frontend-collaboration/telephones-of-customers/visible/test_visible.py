import json

import pytest

ROSA = {"id": 7, "name": "Rosa", "phones": [{"kind": "mobile", "number": "070 12"}]}


@pytest.fixture
def client(make_subject):
    return make_subject(env={"CUSTOMERS": json.dumps([ROSA])}).client()


def test_version_1(client):
    assert client.get("/customers/7").json == {"id": 7, "name": "Rosa", "phone": "070 12"}


def test_version_2(client):
    assert client.get("/customers/7", headers={"API-Version": "2"}).json == ROSA
