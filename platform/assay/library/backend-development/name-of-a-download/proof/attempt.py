from io import BytesIO

from flask import Flask, send_file

LINE = 'send_file(data, mimetype="text/csv", as_attachment=True, {gap}="orders.csv")'


def works(answer):
    app = Flask("shop")
    app.logger.disabled = True

    @app.get("/orders/table")
    def table():
        data = BytesIO(b"number,total\n1,20\n")
        return eval(LINE.format(gap=answer), {"data": data, "send_file": send_file})

    response = app.test_client().get("/orders/table")
    return response.headers.get("Content-Disposition") == "attachment; filename=orders.csv"
