import hmac
import json

from flask import Flask, abort, jsonify, request

KEY = b"of this program only"
BODIES = ('{"to": "Zoë", "sum": 4.90}', '{"sum":4.9,"to":"Zo\\u00eb"}', '{ "a" : 1 }', '{"a": 1}')


def accepts(signed_part):
    """Whether each signed message is accepted, and one that was changed on its way is not."""
    app = Flask("shop")
    app.logger.disabled = True

    @app.post("/messages")
    def message():
        signed = hmac.new(KEY, signed_part(), "sha256").hexdigest()
        if not hmac.compare_digest(signed, request.headers["X-Signature"]):
            abort(401)
        return "", 204

    def status(body, sent):
        headers = {
            "X-Signature": hmac.new(KEY, body.encode(), "sha256").hexdigest(),
            "Content-Type": "application/json",
        }
        return app.test_client().post("/messages", data=sent.encode(), headers=headers).status_code

    changed = status(BODIES[0], BODIES[0].replace("4", "9"))
    return changed == 401 and all(status(body, body) == 204 for body in BODIES)


def a():
    return accepts(lambda: request.get_data())


def b():
    return accepts(lambda: json.dumps(request.get_json()).encode())


def c():
    return accepts(lambda: request.get_json().encode())


def d():
    return accepts(lambda: jsonify(request.get_json()).data)
