from flask import Flask


def works(answer):
    app, reported = Flask("shop"), []
    app.logger.disabled = True

    @app.errorhandler(500)
    def broken(error):
        try:
            reported.append(eval(f"type(error.{answer}).__name__", {"error": error}))
        except AttributeError:
            reported.append("")
        return "Sorry", 500

    app.add_url_rule("/", view_func=lambda: {}["price"], endpoint="view")
    assert app.test_client().get("/").text == "Sorry"
    return reported == ["KeyError"]
