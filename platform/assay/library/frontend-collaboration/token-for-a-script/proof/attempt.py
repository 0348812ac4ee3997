from flask import Flask
from flask_wtf.csrf import CSRFProtect, generate_csrf


def works(answer):
    """Whether the request is let through with the token under this name."""
    app = Flask("notes")
    app.secret_key = "of this program only"
    CSRFProtect(app)
    app.add_url_rule("/", view_func=generate_csrf, endpoint="page")
    app.add_url_rule("/notes", view_func=lambda: ("", 201), endpoint="add", methods=["POST"])
    client = app.test_client()
    token = client.get("/").text
    assert client.post("/notes", json={"text": "tea"}).status_code == 400
    response = client.post("/notes", json={"text": "tea"}, headers={answer: token})
    return response.status_code == 201
