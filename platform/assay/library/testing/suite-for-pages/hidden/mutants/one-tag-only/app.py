from itertools import count

from flask import Flask, abort, make_response, request


def create_app():
    app, pages, numbers = Flask(__name__), {}, count(1)

    def answer(name, status=200):
        page = pages[name]
        response = make_response({"name": name, "text": page["text"]}, status)
        response.headers["ETag"] = page["tag"]
        return response

    def write(name, text):
        pages[name] = {"text": text, "tag": f'"{next(numbers)}"'}

    def check(name):
        """The page that If-Match names, or a refusal."""
        if "If-Match" not in request.headers:
            abort(428)
        page = pages.get(name)
        if page is None or page["tag"] != request.headers["If-Match"]:
            abort(412)
        return page

    @app.get("/pages/<name>")
    def show(name):
        page = pages.get(name) or abort(404)
        known = [tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")]
        if page["tag"] == known[0]:
            return "", 304, {"ETag": page["tag"]}
        return answer(name)

    @app.put("/pages/<name>")
    def save(name):
        text = request.get_json()["text"]
        if request.headers.get("If-None-Match") == "*":
            if name in pages:
                abort(412)
            write(name, text)
            return answer(name, 201)
        check(name)
        write(name, text)
        return answer(name)

    @app.delete("/pages/<name>")
    def remove(name):
        check(name)
        del pages[name]
        return "", 204

    return app
