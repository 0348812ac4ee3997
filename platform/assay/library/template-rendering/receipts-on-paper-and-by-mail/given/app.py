from flask import Flask, Response, abort, render_template, request

app = Flask(__name__)
receipts = {}


@app.post("/receipts")
def keep():
    receipt = request.get_json()
    receipts[receipt["number"]] = receipt
    return receipt, 201


@app.get("/receipts/<int:number>")
def show(number):
    return render_template("receipt.html", receipt=receipts.get(number) or abort(404))


@app.get("/receipts/<int:number>.txt")
def mail(number):
    text = render_template("receipt.txt", receipt=receipts.get(number) or abort(404))
    return Response(text, mimetype="text/plain")
