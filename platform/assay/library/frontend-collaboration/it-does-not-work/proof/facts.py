from flask import Flask, request


def client():
    app = Flask(__name__)

    @app.post("/tasks")
    def tasks():
        data = request.get_json()
        return {"text": data["text"]}, 201

    return app.test_client()


BODY = '{"text": "Buy tea"}'


def fact_a_string_is_sent_as_text_and_refused():
    answer = client().post("/tasks", data=BODY, content_type="text/plain;charset=UTF-8")
    return answer.status_code == 415


def fact_with_the_header_the_same_body_is_taken():
    answer = client().post("/tasks", data=BODY, content_type="application/json")
    return answer.status_code == 201


def fact_a_body_that_is_no_json_would_be_another_status():
    answer = client().post("/tasks", data="Buy tea", content_type="application/json")
    return answer.status_code == 400
