import os

from flask import Flask, request
from werkzeug.security import safe_join

app = Flask("files")


@app.get("/file")
def file():
    name = request.args["name"]
    joined = os.path.join("uploads", name)
    return f"{joined} {safe_join('uploads', name)}"


asked = {"name": "/etc/passwd"}
print(app.test_client().get("/file", query_string=asked).text)
