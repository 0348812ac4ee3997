from flask import Flask

app = Flask(__name__)


@app.get("/who")
def who():
    return {"name": "Zoë", "id": 7}


print(app.test_client().get("/who").text.strip())
