import ast
import base64
import builtins
import json
import pickle

from flask import Flask, render_template_string

RAN = builtins.RAN = []
"""Gets an entry when code of an attack is run."""
ASIDE = (
    "[one for one in ().__class__.__base__.__subclasses__()"
    " if one.__name__ == 'catch_warnings'][0]()._module.__builtins__['RAN'].append(1)"
)


class Call:
    """Its pickle has this called when it is read."""

    def __reduce__(self):
        return eval, ("RAN.append(1)",)


ATTACKS = (
    "RAN.append(1)",
    "__import__('builtins').RAN.append(1)",
    ASIDE,
    "{{ cycler.__init__.__globals__.__builtins__.RAN.append(1) }}",
    '{"__reduce__": ["eval", "RAN.append(1)"]}',
    "{name.__class__}",
    base64.b64encode(pickle.dumps(Call())).decode(),
)


def is_run(take):
    """Whether one of the attacks is run when the application takes it."""
    app = Flask("shop")
    RAN.clear()
    with app.app_context():
        for text in ATTACKS:
            try:
                take(text)
            except Exception:  # noqa: S112
                continue
    return bool(RAN)


def a():
    return is_run(ast.literal_eval)


def b():
    return is_run(lambda text: eval(text, {"__builtins__": {}}))


def c():
    return is_run(lambda text: pickle.loads(base64.b64decode(text)))


def d():
    return is_run(json.loads)


def e():
    return is_run(lambda text: "Dear {name}".format(name=text))


def f():
    return is_run(render_template_string)
