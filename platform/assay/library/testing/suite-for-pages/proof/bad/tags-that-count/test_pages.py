"""Believes that tags are numbers, as those of the first application are."""


def test_tags(client):
    for number in (1, 2):
        path = f"/pages/p{number}"
        made = client.put(path, json={"text": "a"}, headers={"If-None-Match": "*"})
        assert made.headers["ETag"] == f'"{number}"'
        saved = client.put(path, json={"text": "b"}, headers={"If-Match": f'"{number}"'})
        assert saved.status_code in (200, 412)
