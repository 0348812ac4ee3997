import secrets

from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.security import generate_password_hash


class User:
    id = 7

    def __init__(self):
        self.password_hash = generate_password_hash("old")


def works_once(salt_of=lambda user: "itsdangerous", told_of=lambda user: user.id, max_age=3600):
    """Whether the link is good until the password is changed (and the id in it right), then not."""
    serializer, user = URLSafeTimedSerializer("key of this program only"), User()
    token = serializer.dumps(told_of(user), salt=salt_of(user))

    def is_accepted():
        try:
            told = serializer.loads(token, max_age=max_age, salt=salt_of(user))
        except BadSignature:
            return False
        return user.id in (told, told[0] if isinstance(told, list) else None)

    before = [is_accepted(), is_accepted()]
    user.password_hash = generate_password_hash("new")
    return before == [True, True] and not is_accepted()


def a():
    return works_once(salt_of=lambda user: user.password_hash)


def b():
    return works_once(salt_of=lambda user: "reset-password")


def c():
    return works_once(max_age=600)


def d():
    return works_once(told_of=lambda user: [user.id, secrets.token_hex()])
