from flask import Flask, abort, redirect, render_template, request, url_for

DAYS = ["mon", "tue", "wed", "thu", "fri"]

app = Flask(__name__)
signups = {}


@app.get("/signups")
def form():
    values = {"name": "", "seats": "", "days": []}
    return render_template("form.html", days=DAYS, values=values, errors={})


@app.post("/signups")
def sign_up():
    number = len(signups) + 1
    signups[number] = {"id": number, **request.form}
    if request.is_json:
        return signups[number], 201
    return redirect(url_for("show", number=number))


@app.get("/signups/<int:number>")
def show(number):
    signup = signups.get(number) or abort(404)
    return render_template("signup.html", signup=signup)
