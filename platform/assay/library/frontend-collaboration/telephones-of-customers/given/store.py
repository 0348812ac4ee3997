"""Customers in memory. It is right; leave it as it is."""

import copy
import json
import os

KINDS = {"mobile": "on the way", "home": "at home", "work": "at work", "other": "anywhere"}
_customers = {row["id"]: row for row in json.loads(os.environ.get("CUSTOMERS", "[]"))}


def every():
    """All customers, each with id, name and phones, a list of {"kind": …, "number": …}."""
    return copy.deepcopy(list(_customers.values()))


def get(number):
    """The customer, or None; what is done to it is not kept."""
    return copy.deepcopy(_customers.get(number))


def save(number, name, phones):
    """Keep both of a customer that is there."""
    _customers[number].update(name=name, phones=copy.deepcopy(phones))
