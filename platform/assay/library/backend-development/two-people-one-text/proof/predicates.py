import hashlib
from types import SimpleNamespace

from flask import Flask, abort, make_response, request


def tag_of(text):
    return hashlib.sha256(text.body.encode()).hexdigest()


def keeps_the_first(is_refused):
    """Whether the first saves, the second and one without a tag get 412, and a third saves."""
    app, texts = Flask("texts"), {7: SimpleNamespace(body="old")}

    @app.get("/texts/<int:number>")
    def show(number):
        response = make_response(texts[number].body)
        response.set_etag(tag_of(texts[number]))
        return response

    @app.put("/texts/<int:number>")
    def save(number):
        text = texts[number]
        if is_refused(text):
            abort(412)
        text.body = request.get_json()["body"]
        return "", 204

    client = app.test_client()

    def status(body, tag):
        headers = {"If-Match": tag} if tag else {}
        return client.put("/texts/7", json={"body": body}, headers=headers).status_code

    read = client.get("/texts/7").headers["ETag"]
    answers = [status("first", read), status("second", read), status("third", None)]
    kept = texts[7].body
    answers.append(status("fourth", client.get("/texts/7").headers["ETag"]))
    return (answers, kept) == ([204, 412, 412, 204], "first")


def a():
    return keeps_the_first(lambda text: tag_of(text) not in request.if_match)


def b():
    return keeps_the_first(lambda text: tag_of(text) in request.if_none_match)


def c():
    return keeps_the_first(lambda text: request.headers.get("If-Match") != tag_of(text))


def d():
    return keeps_the_first(lambda text: not request.if_match)
