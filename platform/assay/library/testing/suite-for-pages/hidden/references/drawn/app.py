import json
import uuid

from flask import Flask, Response, request
from flask.views import MethodView


class Page:
    def __init__(self, name, text):
        self.name, self.saves = name, 0
        self.save(text)

    def save(self, text):
        self.text, self.tag = text, uuid.uuid4().hex
        self.saves += 1

    def answer(self, status):
        told = {"saves": self.saves, "text": self.text, "name": self.name}
        response = Response(json.dumps(told), status, mimetype="application/json")
        response.set_etag(self.tag)
        response.headers["Cache-Control"] = "no-cache"
        return response


def refused(status):
    return {"error": {"status": status}}, status


class Door(MethodView):
    def __init__(self, pages):
        self.pages = pages

    def refusal(self, page):
        if not request.headers.get("If-Match"):
            return refused(428)
        if page is None or not request.if_match.contains(page.tag):
            return refused(412)
        return None

    def get(self, name):
        if name not in self.pages:
            return refused(404)
        return self.pages[name].answer(200).make_conditional(request)

    def put(self, name):
        page, text = self.pages.get(name), request.json["text"]
        if request.if_none_match.star_tag:
            if page:
                return refused(412)
            self.pages[name] = Page(name, text)
            return self.pages[name].answer(201)
        if told := self.refusal(page):
            return told
        page.save(text)
        return page.answer(200)

    def delete(self, name):
        if told := self.refusal(self.pages.get(name)):
            return told
        del self.pages[name]
        return Response(status=204)


def create_app():
    app = Flask(__name__)
    app.add_url_rule("/pages/<name>", view_func=Door.as_view("page", {}))
    return app
