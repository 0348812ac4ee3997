"""Hashes of passwords. It is right; leave it as it is."""

import os

from werkzeug.security import check_password_hash, generate_password_hash

METHOD = os.environ.get("PASSWORD_METHOD", "scrypt")  # the tests take a quick one


def hashed(password):
    return generate_password_hash(password, METHOD)


def fits(stored, password):
    return check_password_hash(stored, password)
