from collections import Counter

from flask import Flask, abort, request

PASSWORD = "tea and milk"
PEOPLE = [f"person {number}" for number in range(100)]
ADDRESSES = [f"10.0.0.{number}" for number in range(100)]


class Door:
    """limits: (which part of a try is counted, how many may fail)."""

    def __init__(self, limits):
        self.compared, failed = 0, Counter()
        self.app = Flask("shop")

        @self.app.post("/sign-in")
        def sign_in():
            tried = (request.form["account"], request.remote_addr)
            counted = [(part(*tried), most) for part, most in limits]
            if any(failed[part] >= most for part, most in counted):
                abort(429)
            self.compared += 1
            if request.form["password"] != PASSWORD:
                failed.update(part for part, _ in counted)
                abort(401)
            return ""

        self.client = self.app.test_client()

    def opens(self, account, address, password):
        sent = {"account": account, "password": password}
        place = {"REMOTE_ADDR": address}
        return self.client.post("/sign-in", data=sent, environ_base=place).status_code == 200


def is_fit(*limits):
    one, many, office = Door(limits), Door(limits), Door(limits)
    for number in range(100):
        one.opens(PEOPLE[0], ADDRESSES[number], f"guess {number}")
        many.opens(PEOPLE[number], ADDRESSES[0], "123456")
    for person in PEOPLE[:10]:
        office.opens(person, ADDRESSES[0], "tea and mlik")
    let_in = all(office.opens(person, ADDRESSES[0], PASSWORD) for person in PEOPLE[:10])
    return let_in and one.compared <= 30 and many.compared <= 30


def account_of(account, address):
    return "account", account


def address_of(account, address):
    return "address", address


def a():
    return is_fit((address_of, 5))


def b():
    return is_fit((account_of, 5))


def c():
    return is_fit((account_of, 5), (address_of, 20))


def d():
    return is_fit((lambda account, address: (account, address), 5))
