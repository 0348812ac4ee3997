from flask import Blueprint, Flask, abort

NAMES = {'{"error":"missing"}': "missing_in_api", "<h1>Not here</h1>": "missing"}


def observe():
    app = Flask("shop")
    api = Blueprint("api", "shop", url_prefix="/api")

    @api.get("/orders/<int:number>")
    def order(number):
        abort(404)

    @api.errorhandler(404)
    def missing_in_api(error):
        return {"error": "missing"}, 404

    @app.errorhandler(404)
    def missing(error):
        return "<h1>Not here</h1>", 404

    app.register_blueprint(api)
    client = app.test_client()
    texts = [client.get(path).text.strip() for path in ("/api/orders/9", "/api/nothing")]
    return [NAMES.get(text, "flask") for text in texts]
