import hmac

from werkzeug.security import check_password_hash, generate_password_hash

RIGHT, WRONG = "tea at five", "tea at six"


def is_right(condition):
    stored = generate_password_hash(RIGHT)
    return condition(stored, RIGHT) and not condition(stored, WRONG)


def a():
    return is_right(lambda stored, given: generate_password_hash(given) == stored)


def b():
    return is_right(lambda stored, given: check_password_hash(given, stored))


def c():
    return is_right(lambda stored, given: check_password_hash(stored, given))


def d():
    return is_right(
        lambda stored, given: hmac.compare_digest(generate_password_hash(given), stored)
    )
