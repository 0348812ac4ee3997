import json


def test_a_record(subject):
    subject.probe("import logging; logging.getLogger('shop').info('%s lamps', 7)")
    (line,) = subject.read("service.log").splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("INFO", "shop", "7 lamps")


def test_a_request(subject):
    headers = {"X-Request-Id": "r-1"}
    subject.client().post("/stock/lamp", json={"count": 2}, headers=headers)
    told = [json.loads(line) for line in subject.read("service.log").splitlines()]
    assert [one["request_id"] for one in told] == ["r-1", "r-1"]
    assert told[-1]["logger"] == "access"
