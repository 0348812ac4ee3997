import socket

from flask import Flask, redirect, request, url_for

PAGE = "<script src='/script.js'></script>"


class Site:
    def __init__(self):
        self.asked = []
        app = Flask("site")
        app.before_request(lambda: self.asked.append(request.path))

        @app.get("/old")
        def old():
            return redirect(url_for("page"))

        @app.get("/page")
        def page():
            return PAGE, {"Set-Cookie": "seen=yes"}

        @app.get("/seen")
        def seen():
            return request.cookies.get("seen", "no")

        @app.post("/notes")
        def notes():
            return {"json": request.is_json}

        self.client = app.test_client()


def a():
    return Site().client.get("/old").text == PAGE


def b():
    site = Site()
    site.client.get("/page")
    return site.client.get("/seen").text == "yes"


def c():
    return Site().client.post("/notes", data={"text": "tea"}).json["json"]


def d():
    made = []

    class Watched(socket.socket):
        def __init__(self, *args, **kwargs):
            made.append(args)
            super().__init__(*args, **kwargs)

    plain, socket.socket = socket.socket, Watched
    try:
        status = Site().client.get("/page").status_code
    finally:
        socket.socket = plain
    return status == 200 and not made


def e():
    site = Site()
    site.client.get("/page")
    return "/script.js" in site.asked
