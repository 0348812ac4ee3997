from flask import Flask, abort
from werkzeug.exceptions import HTTPException, InternalServerError


def api(handled):
    app = Flask(__name__)
    app.add_url_rule("/gone", "gone", lambda: abort(410))
    app.add_url_rule("/fault", "fault", lambda: 1 / 0)
    app.original = []
    if handled:

        @app.errorhandler(HTTPException)
        def tell(error):
            if isinstance(error, InternalServerError):
                app.original.append(type(error.original_exception))
            return {"code": error.name.lower().replace(" ", "_")}, error.code

    return app


def fact_by_itself_flask_sends_pages():
    answers = [api(False).test_client().get(path) for path in ("/gone", "/nowhere", "/fault")]
    return all(answer.mimetype == "text/html" for answer in answers)


def fact_one_handler_sees_them_all():
    client = api(True).test_client()
    told = [client.get("/gone"), client.get("/nowhere"), client.post("/gone"), client.get("/fault")]
    codes = [answer.get_json()["code"] for answer in told]
    return codes == ["gone", "not_found", "method_not_allowed", "internal_server_error"]


def fact_the_error_behind_a_500_is_there_for_the_log():
    app = api(True)
    app.test_client().get("/fault")
    return app.original == [ZeroDivisionError]
