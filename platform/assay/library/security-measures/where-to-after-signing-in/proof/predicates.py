from urllib.parse import urljoin, urlsplit

from flask import Flask, redirect, request

FOLLOWED = ("/orders", "https://shop.example/orders")
REFUSED = (
    "https://evil.example/",
    "//evil.example/",
    "https://shop.example.evil.example/",
    "javascript:alert(1)",
    "/\\evil.example/",
)


def is_right(condition):
    app = Flask("shop")

    @app.post("/sign-in")
    def sign_in():
        target = request.args["target"].replace("\\", "/")
        return redirect(target if condition(target) else "/")

    def goes_to(target):
        response = app.test_client().post("/sign-in", query_string={"target": target})
        return response.headers["Location"]

    followed = [goes_to(one) == one for one in FOLLOWED]
    refused = [goes_to(one) == "/" for one in REFUSED]
    return all([*followed, *refused])


def a():
    return is_right(lambda target: target.startswith(("/", "https://shop.example")))


def b():
    return is_right(lambda target: urlsplit(target).netloc in ("", "shop.example"))


def c():
    return is_right(
        lambda target: (
            urlsplit(urljoin("https://shop.example/", target))[:2] == ("https", "shop.example")
        )
    )


def d():
    return is_right(
        lambda target: target.startswith("/") or urlsplit(target)[:2] == ("https", "shop.example")
    )
