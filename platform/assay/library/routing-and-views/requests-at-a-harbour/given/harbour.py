from flask import Flask, request

app = Flask(__name__)
BERTHS = {7: "Aurora"}


@app.get("/berths/")
def berths():
    return {"taken": list(BERTHS)}


@app.get("/berths/<int:number>")
def berth(number):
    return {"boat": BERTHS.get(number)}


@app.post("/boats")
def add_boat():
    return {"name": request.get_json()["name"]}, 201


@app.post("/boats/<int:number>/mail")
def send_mail(number):
    return {"to": request.form["address"]}
