from flask import Flask

app = Flask(__name__)
count = 0


@app.before_request
def counted():
    global count
    count += 1
    return f"Request {count}"


@app.get("/")
def index():
    return "Welcome"


print(app.test_client().get("/").text)
