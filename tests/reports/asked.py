"""Questions as a report shows them, one of each kind, answered as the status says."""

from assay.reports.answers import Answered, Behaviour, Choice, Sent

ROUTE = """@app.post("/orders/<int:number>/lines")
def add_line(number):
    order = session.get(Order, number)
    if order is None:
        abort(404)
    order.lines.append(Line(**request.get_json()))
    session.commit()
    return jsonify(order.as_dict()), 201
"""
STEM = """A view adds a line to an order. In production a second worker sometimes removes the order
between the two statements.

```python
{code}
```

What does a client see in that case, and what is left in the database?"""
OPTIONS = (
    "`404 Not Found`; nothing was written, since `abort()` ends the request before the commit",
    "`500 Internal Server Error`, and the session is left with a transaction that has failed",
    "`201 Created`, and a line that belongs to **no order** any more",
    "`409 Conflict`, which SQLAlchemy raises by itself where a parent is gone",
)
APP = """from flask import Flask, jsonify, request

app = Flask(__name__)
ORDERS = {1: {"lines": []}}


@app.errorhandler(404)
def not_found(error):
    return jsonify(error="There is no such order."), 404
"""
PROSE = """The commit fails with an integrity error, so the client gets a 500. I would catch it at
the edge, roll back and answer with a 409, because the client can do something about that: read the
order again.

Leaving the session as it is would make the next request of the same worker fail as well."""
BEHAVIOURS = (
    "An unknown order is answered with 404 and JSON",
    "A line without a name is refused with 422, and the field is named",
    "Nothing is written where one of several lines is wrong",
)
CODES = ("code", "bugfix", "query", "config", "docs", "tests")


def answered(kind: str, status: str) -> Answered:
    prompt = STEM.format(code=ROUTE.rstrip())
    if status == "none":
        return Answered(prompt=prompt)
    if kind in CODES:
        return Answered(
            prompt="Write the application that `/orders` describes.",
            files=(Sent(name="app.py", text=APP),),
            behaviours=tuple(
                Behaviour(says=says, holds=status == "right" or (n == 0 and status == "partly"))
                for n, says in enumerate(BEHAVIOURS)
            ),
            is_given=True,
        )
    if kind == "freetext":
        return Answered(prompt="What happens, and what would you do?", text=PROSE, is_prose=True,
                        is_given=True)  # fmt: skip
    if kind in ("fillin",):
        return Answered(prompt="Which header is it?", text="X-Forwarded-For", is_given=True)
    if kind == "ordering":
        choices = tuple(Choice(sign=f"{n}.", text=one) for n, one in enumerate(OPTIONS, start=1))
        return Answered(prompt="Put these in order.", choices=choices, is_given=True)
    chosen = {"right": (1,), "partly": (0, 1), "wrong": (2,)}.get(status, (0,))
    choices = tuple(
        Choice(sign="Chosen" if n in chosen else "", text=one) for n, one in enumerate(OPTIONS)
    )
    return Answered(prompt=prompt, choices=choices, is_choice=True, is_given=True)
