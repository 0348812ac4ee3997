from flask import Flask

FUNCTION = """
@app.after_request
def not_kept(response):
    response.headers["Cache-Control"] = "no-store"
    {line}
"""


def works(answer):
    """Whether pages come with the header, with this line in the gap."""
    app = Flask("bank")
    app.add_url_rule("/", view_func=lambda: "42.00", endpoint="balance")
    try:
        exec(FUNCTION.format(line=answer), {"app": app})
        response = app.test_client().get("/")
    except (TypeError, AttributeError, RecursionError):
        return False
    return (response.text, response.headers.get("Cache-Control")) == ("42.00", "no-store")
