from flask import Flask, session


def shop(permanent=True):
    app = Flask(__name__)
    app.secret_key = "a key"

    @app.get("/in")
    def sign_in():
        session.permanent = permanent
        session["user"] = "ann"
        return "ok"

    @app.get("/news")
    def news():
        return "news"

    @app.get("/me")
    def me():
        return session.get("user", "nobody")

    client = app.test_client()
    client.get("/in")
    return client


def fact_a_permanent_session_is_sent_again_where_nobody_used_it():
    return "Set-Cookie" in shop().get("/news").headers


def fact_this_version_says_vary_with_it():
    return shop().get("/news").headers.get("Vary") == "Cookie"


def fact_a_session_that_is_only_read_says_vary_as_well():
    answer = shop(permanent=False).get("/me")
    return answer.headers.get("Vary") == "Cookie" and "Set-Cookie" not in answer.headers


def fact_nothing_by_itself_keeps_it_from_a_cache():
    return "Cache-Control" not in shop().get("/news").headers
