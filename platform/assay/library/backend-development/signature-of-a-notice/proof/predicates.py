import hmac
import json

from flask import Flask, abort, request

KEY = b"of this test only"
NOTICES = (
    b'{"payer": "Ayodele", "amount": 10}',
    '{"payer": "Zoë", "amount": 10}'.encode(),
    b'{"payer": "Ayodele", "amount": 10.50}',
    b'{"payer":"Ayodele","amount":10}',
)


def signed(body):
    return hmac.new(KEY, body, "sha256").hexdigest()


def accepts_just_what_was_signed(line):
    app = Flask("shop")

    @app.post("/notices")
    def notice():
        data = request.get_json()
        names = {"app": app, "data": data, "json": json, "request": request}
        exec(line, names)
        if not hmac.compare_digest(signed(names["body"]), request.headers.get("X-Signature", "")):
            abort(401)
        return "", 204

    def status(body, signature):
        headers = {"X-Signature": signature, "Content-Type": "application/json"}
        return app.test_client().post("/notices", data=body, headers=headers).status_code

    right = {status(body, signed(body)) for body in NOTICES}
    changed = {status(body.replace(b"10", b"90"), signed(body)) for body in NOTICES}
    return (right, changed) == ({204}, {401})


def a():
    return accepts_just_what_was_signed("body = request.stream.read()")


def b():
    return accepts_just_what_was_signed(
        'body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()'
    )


def c():
    return accepts_just_what_was_signed("body = request.get_data()")


def d():
    return accepts_just_what_was_signed("body = app.json.dumps(data).encode()")
