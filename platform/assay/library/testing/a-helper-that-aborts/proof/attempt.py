import pytest
from flask import abort
from werkzeug.exceptions import HTTPException


def reserve(stock, wanted):
    for thing, number in wanted.items():
        if stock.get(thing, 0) < number:
            abort(409)
        stock[thing] -= number


def works(answer):
    with pytest.raises(HTTPException) as caught:
        reserve({"lamp": 1}, {"lamp": 2})
    return getattr(caught.value, answer, None) == 409
