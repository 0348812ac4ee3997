from flask import Flask, request
from limits import BodyLimit

app = Flask(__name__)


@app.post("/count")
def count():
    return {"bytes": len(request.get_data())}


app.wsgi_app = BodyLimit(app.wsgi_app, most=1000)
