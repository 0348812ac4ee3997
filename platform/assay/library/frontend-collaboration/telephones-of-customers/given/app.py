import store
from flask import Flask, abort, request

app = Flask(__name__)


@app.errorhandler(404)
def not_found(error):
    return {"message": "There is no such customer."}, 404


@app.get("/customers")
def list_customers():
    return store.every()


@app.get("/customers/<int:number>")
def show(number):
    customer = store.get(number) or abort(404)
    return {"id": number, "name": customer["name"], "phone": customer["phone"]}


@app.put("/customers/<int:number>")
def change(number):
    told = request.get_json()
    store.save(number, told["name"], told["phone"])
    return show(number)
