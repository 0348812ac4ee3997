from flask import Flask
from flask_login import LoginManager, login_required

WORDS = {302: "refused", 401: "refused", 404: "missing", 500: "broken"}


def observe():
    app = Flask("bank")
    app.secret_key = "of this program only"
    app.logger.disabled = True
    LoginManager(app).user_loader(lambda name: None)

    @login_required
    @app.get("/accounts")
    def accounts():
        return "every account"

    response = app.test_client().get("/accounts")
    return response.text if response.status_code == 200 else WORDS[response.status_code]
