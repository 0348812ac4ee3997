import argparse
import shlex

from flask import Flask, request


def status(command):
    """What the command's request is answered with; the options are read as curl reads them."""
    curl = argparse.ArgumentParser()
    curl.add_argument("-H", dest="headers", action="append", default=[])
    curl.add_argument("-X", dest="method")
    curl.add_argument("-d", dest="data")
    curl.add_argument("-G", dest="as_get", action="store_true")
    curl.add_argument("address")
    given = curl.parse_args(shlex.split(command)[1:])
    host, _, path = given.address.partition("/")
    headers = dict(line.split(": ", 1) for line in given.headers)
    if given.data is not None:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    return (
        app()
        .test_client()
        .open(
            "/" + path,
            base_url=f"http://{host}",
            method=given.method or ("GET" if given.as_get or given.data is None else "POST"),
            query_string=given.data if given.as_get else None,
            data=None if given.as_get else given.data,
            headers=headers,
        )
        .status_code
    )


def app():
    app, notes = Flask("notes"), []
    app.logger.disabled = True

    @app.post("/notes")
    def add():
        notes.append(request.get_json()["text"])
        return {"id": len(notes)}, 201

    return app


JSON = "-H 'Content-Type: application/json'"


def a():
    return status(f'curl {JSON} -d \'{{"text": "tea"}}\' localhost:5000/notes') == 201


def b():
    return status('curl -X POST -d \'{"text": "tea"}\' localhost:5000/notes') == 201


def c():
    return status(f"curl {JSON} -d \"{{'text': 'tea'}}\" localhost:5000/notes") == 201


def d():
    return status(f"curl -G {JSON} -d 'text=tea' localhost:5000/notes") == 201
