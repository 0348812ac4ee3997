from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=0)


@app.get("/", defaults={"path": ""})
@app.get("/<path:path>")
def show(path):
    return {
        "path": path,
        "visitor": request.remote_addr,
        "scheme": request.scheme,
        "host": request.host,
    }
