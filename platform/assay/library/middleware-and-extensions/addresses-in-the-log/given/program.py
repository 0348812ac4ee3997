from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix


class AccessLog:
    def __init__(self, wsgi_app):
        self.wsgi_app = wsgi_app

    def __call__(self, environ, start_response):
        print(environ["REMOTE_ADDR"])
        return self.wsgi_app(environ, start_response)


app = Flask("shop")
app.wsgi_app = ProxyFix(app.wsgi_app)
app.wsgi_app = AccessLog(app.wsgi_app)


@app.get("/")
def index():
    return request.remote_addr


sent = {"X-Forwarded-For": "203.0.113.9"}
print(app.test_client().get("/", headers=sent).text)
