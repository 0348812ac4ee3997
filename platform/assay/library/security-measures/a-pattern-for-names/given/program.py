import re

from flask import Flask, abort, request

NAME = re.compile(r"^[a-z]+$")
app = Flask("accounts")


@app.post("/accounts")
def sign_up():
    if not NAME.match(request.form["name"]):
        abort(400)
    return "Welcome"


client = app.test_client()
names = ("ann", "ann\n", "ann\nroot")
answers = [client.post("/accounts", data={"name": name}) for name in names]
print(*(answer.status_code for answer in answers))
