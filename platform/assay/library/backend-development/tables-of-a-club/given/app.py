import store
from flask import Flask

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1_000_000


@app.get("/members")
def list_members():
    return [store.members[email] for email in sorted(store.members)]


@app.post("/members/import")
def take_members():
    return {"added": 0, "changed": 0, "same": 0}
