from flask import Flask, request, url_for
from werkzeug.middleware.dispatcher import DispatcherMiddleware

shop = Flask("shop")


@shop.get("/tea")
def tea():
    return f"{request.path} {url_for('tea')}"


front = Flask("front")
mounts = {"/shop": shop}
front.wsgi_app = DispatcherMiddleware(front.wsgi_app, mounts)
print(front.test_client().get("/shop/tea").text)
