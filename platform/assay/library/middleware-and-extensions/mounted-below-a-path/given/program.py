from flask import Flask, request, url_for
from werkzeug.middleware.dispatcher import DispatcherMiddleware

@@app@@ = Flask("@@app@@")


@@@app@@.get("/@@rule@@")
def @@rule@@():
    return f"{request.path} {url_for('@@rule@@')}"


front = Flask("front")
mounts = {"/@@app@@": @@app@@}
front.wsgi_app = DispatcherMiddleware(front.wsgi_app, mounts)
print(front.test_client().get("/@@app@@/@@rule@@").text)
