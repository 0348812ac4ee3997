from flask import Flask, session

SETTINGS = {
    "a": {"SECRET_KEY": "new", "SECRET_KEY_FALLBACKS": ["old"]},
    "b": {"SECRET_KEY": "new", "SECRET_KEY_FALLBACKS": []},
    "c": {"SECRET_KEY": "old", "SECRET_KEY_FALLBACKS": ["new"]},
    "d": {},
}
BEFORE = {"SECRET_KEY": "old", "SECRET_KEY_FALLBACKS": []}


class Server:
    def __init__(self):
        self.app = Flask("shop")

        @self.app.post("/sign-in")
        def sign_in():
            session["user"] = "ann"
            return ""

        @self.app.get("/")
        def home():
            return session.get("user", "")

    def sign_in(self):
        """The cookie of one who has signed in here."""
        return self.app.test_client().post("/sign-in").headers["Set-Cookie"].split(";")[0]

    def knows(self, cookie):
        client = self.app.test_client(use_cookies=False)
        return client.get("/", headers={"Cookie": cookie}).text == "ann"


SERVERS = (Server(), Server())


def works(order):
    visitors = []

    def is_smooth():
        """Visitors sign in at each server; all who are signed in are known to each."""
        visitors.extend(server.sign_in() for server in SERVERS)
        return all(server.knows(visitor) for server in SERVERS for visitor in visitors)

    for server in SERVERS:
        server.app.config.update(BEFORE)
    for step in order:
        if step == "d":
            visitors.clear()
        for server in SERVERS:
            server.app.config.update(SETTINGS[step])
            if not is_smooth():
                return False
    return all(server.app.config["SECRET_KEY_FALLBACKS"] == [] for server in SERVERS)
