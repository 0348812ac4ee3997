import json

import pytest

MAILS = "import post; result = post.sent"


@pytest.fixture
def subject(make_subject):
    return make_subject(env={"ACCOUNTS": json.dumps({"mei@mail.example": "a red umbrella"})})


def test_a_new_password(subject):
    client = subject.client()
    assert client.post("/forgotten", json={"mail": "mei@mail.example"}).status_code == 202
    token = subject.probe(MAILS)[0]["text"].partition("token=")[2]
    told = client.post("/reset", json={"token": token, "password": "a green umbrella"})
    assert told.status_code == 204
    body = {"mail": "mei@mail.example", "password": "a green umbrella"}
    assert client.post("/sign-in", json=body).status_code == 204
