import pytest

PEOPLE = ["Aroha", "Ayşe", "Chidi", "Dolores", "Håkon", "Jyoti"]


class List:
    def __init__(self, client, rng):
        self.client, self.rng = client, rng

    def title(self):
        return f"Call {self.rng.choice(PEOPLE)} {self.rng.randrange(10**6)}"

    def post(self, **told):
        return self.client.post("/tasks", json=told)

    def add(self, **told):
        return self.post(**{"title": self.title(), **told}).json

    def show(self, task):
        return self.client.get(f"/tasks/{task['id']}").json

    def change(self, task, **told):
        return self.client.patch(f"/tasks/{task['id']}", json=told)

    def titles(self):
        return [task["title"] for task in self.client.get("/tasks").json["tasks"]]


@pytest.fixture
def tasks(client, rng):
    return List(client, rng)


def test_a_task_is_added(tasks):
    titles = [tasks.title(), tasks.title()]
    made = [tasks.add(title=title) for title in titles]
    assert [tasks.show(task)["title"] for task in made] == titles
    assert tasks.titles() == titles


def test_fields_and_their_types(tasks, client):
    title = tasks.title()
    task = tasks.add(title=title, dueOn="2026-05-04")
    assert {name for name in task} == {"id", "title", "dueOn", "done"}
    assert [type(task[name]) for name in ("id", "title", "done")] == [int, str, bool]
    assert (task["title"], task["done"]) == (title, False)
    assert client.get("/tasks").json == {"tasks": [task]}
    assert tasks.show(task) == task


def test_days(tasks, rng):
    day = f"20{rng.randint(26, 40)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    told = [tasks.add(dueOn=day), tasks.add(dueOn=None), tasks.add()]
    assert [task["dueOn"] for task in told] == [day, None, None]
    assert [tasks.show(task)["dueOn"] for task in told] == [day, None, None]


def test_where_it_is(tasks, client):
    for _ in range(2):
        made = tasks.post(title=tasks.title())
        assert made.status_code == 201
        assert made.location.endswith(f"/tasks/{made.json['id']}")
        assert client.get(made.location).json == made.json


def test_every_wrong_field_is_named(tasks):
    title, day = tasks.title(), "2026-05-04"
    told = [
        ({"dueOn": day}, {"title"}),
        ({"title": "", "dueOn": day}, {"title"}),
        ({"title": "   "}, {"title"}),
        ({"title": 7, "dueOn": None}, {"title"}),
        ({"title": title, "dueOn": "2026-02-30"}, {"dueOn"}),
        ({"title": title, "dueOn": "soon"}, {"dueOn"}),
        ({"title": title, "dueOn": 7}, {"dueOn"}),
        ({"title": None, "dueOn": "04.05.2026"}, {"title", "dueOn"}),
    ]
    for body, fields in told:
        refused = tasks.post(**body)
        assert refused.status_code == 422, body
        assert set(refused.json["errors"]) == fields, body
        assert all(isinstance(words, str) and words for words in refused.json["errors"].values())


def test_what_is_refused_is_not_added(tasks):
    kept = tasks.title()
    tasks.add(title=kept)
    for body in ({"title": tasks.title(), "dueOn": "2026-13-01"}, {"title": ""}):
        assert tasks.post(**body).status_code == 422
    assert tasks.titles() == [kept]


def test_done_and_not_done(tasks):
    task, other = tasks.add(), tasks.add()
    for done in (True, False, True):
        changed = tasks.change(task, done=done)
        assert (changed.status_code, changed.json["done"]) == (200, done)
        assert tasks.show(task) == changed.json
    assert not tasks.show(other)["done"]


def test_what_is_no_boolean(tasks):
    task = tasks.add()
    for told in ({"done": "false"}, {"done": 1}, {"done": None}, {}):
        refused = tasks.change(task, **told)
        assert refused.status_code == 422, told
        assert set(refused.json["errors"]) == {"done"}
    assert tasks.show(task) == task


def test_a_task_that_is_not_there(tasks, client):
    path = f"/tasks/{tasks.add()['id'] + tasks.rng.randint(1, 99)}"
    for missing in (client.get(path), client.patch(path, json={"done": True})):
        assert (missing.status_code, missing.mimetype) == (404, "application/json")
        assert isinstance(missing.json["error"], str)
