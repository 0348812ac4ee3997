from flask import Flask, request

app = Flask(__name__)


@app.get("/goods")
def goods():
    page = request.args.get("page", 1, type=int)
    tag = request.args.get("tag")
    tags = request.args.getlist("tag")
    return f"{page} {tag} {tags}"


print(app.test_client().get("/goods?page=two&tag=tea&tag=milk").text)
