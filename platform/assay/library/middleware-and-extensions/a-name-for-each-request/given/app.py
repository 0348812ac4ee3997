from flask import Flask, Response, abort, request
from tracing import RequestName

app = Flask(__name__)


@app.get("/name")
def show_name():
    return {"name": request.environ["request.name"]}


@app.get("/forwarded")
def forward():
    return Response("ok", headers=[("x-request-name", "inner"), ("X-Served-By", "stock")])


@app.get("/gone")
def gone():
    abort(410)


@app.get("/fails")
def fail():
    raise RuntimeError


app.wsgi_app = RequestName(app.wsgi_app)
