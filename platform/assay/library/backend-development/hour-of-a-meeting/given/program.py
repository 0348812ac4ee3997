import os
import time
from datetime import UTC, datetime

from flask import Flask

os.environ["TZ"] = "JST-9"
time.tzset()
stored = datetime(2031, 1, 31, 12, 0)
app = Flask("meetings")


@app.get("/")
def meeting():
    said = stored.replace(tzinfo=UTC)
    turned = stored.astimezone(UTC)
    return f"{said.hour} {turned.hour}"


print(app.test_client().get("/").text)
