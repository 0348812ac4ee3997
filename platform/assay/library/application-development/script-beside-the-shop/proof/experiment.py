import sys
import threading
from pathlib import Path

import werkzeug.serving

SHOP = """
from flask import Flask

app = Flask(__name__)
ORDERS = ["tea", "rice"]


@app.get("/")
def index():
    return f"{len(ORDERS)} orders"


app.run(port=8000)
"""
REPORT = """
from shop import ORDERS

print_report(ORDERS)
"""


class StillServing(BaseException):
    """Stands for a server that goes on for as long as nobody ends it."""


def observe():
    seen = []

    def serve(*args, **options):
        main = threading.current_thread() is threading.main_thread()
        seen.append("server" if main else "server in a thread")
        raise StillServing

    werkzeug.serving.run_simple = serve
    Path("shop.py").write_text(SHOP)
    sys.path.insert(0, "")
    sys.modules.pop("shop", None)
    names = {"__name__": "__main__", "print_report": lambda orders: seen.append("report")}
    try:
        exec(REPORT, names)
    except StillServing:
        pass
    return seen
