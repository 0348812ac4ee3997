from flask import Flask

app = Flask(__name__)
PRICES = {"tea": 2}


class SoldOut(ValueError):
    pass


@app.errorhandler(ValueError)
def unreadable(error):
    return "This can't be read.", 422


@app.errorhandler(SoldOut)
def sold_out(error):
    return "There is none left.", 409


@app.errorhandler(LookupError)
def unknown(error):
    return "There is no such thing.", 404


@app.errorhandler(OSError)
def out_of_order(error):
    return "Try again later.", 503
