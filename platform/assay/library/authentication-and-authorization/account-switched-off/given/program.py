from flask import Flask
from flask_login import LoginManager, UserMixin, login_required, login_user

app = Flask(__name__)
app.secret_key = "of this program only"
login_manager = LoginManager(app)


class Account(UserMixin):
    id = 1
    is_active = True


nadia = Account()
login_manager.user_loader(lambda user_id: nadia)


@app.post("/sign-in")
def sign_in():
    login_user(nadia)
    return "Welcome"


@app.get("/orders")
@login_required
def orders():
    return "no orders"


client = app.test_client()
client.post("/sign-in")
seen = []
for switched_on in (True, False, True):
    nadia.is_active = switched_on
    seen.append(client.get("/orders").status_code)
print(*seen)
