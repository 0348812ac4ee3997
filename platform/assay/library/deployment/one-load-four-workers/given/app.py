import metrics  # noqa: F401
import pool
from flask import Flask

app = Flask(__name__)


@app.get("/health")
def health():
    return "ok"


@app.get("/goods/<name>")
def show(name):
    return {"name": name, "pool": pool.made_by}
