from flask import Flask, abort
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
handlers = {
    Exception: lambda error: ("any", 500),
    HTTPException: lambda error: ("http", error.code),
    404: lambda error: ("missing", 404),
}
for which, handler in handlers.items():
    app.register_error_handler(which, handler)


@app.get("/abort/<int:code>")
def stop(code):
    abort(code)


@app.get("/fails")
def fails():
    return 1 / 0


client = app.test_client()
paths = ("/abort/404", "/abort/403", "/fails")
print(*(client.get(path).text for path in paths))
