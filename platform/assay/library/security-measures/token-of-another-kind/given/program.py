from flask import Flask
from itsdangerous import BadSignature, URLSafeTimedSerializer

app = Flask("shop")
app.secret_key = "of this program only"
confirm = URLSafeTimedSerializer(app.secret_key)
password = URLSafeTimedSerializer(app.secret_key)
invite = URLSafeTimedSerializer(app.secret_key, salt="invite")


def read(serializer, token):
    try:
        return serializer.loads(token, max_age=3600)
    except BadSignature:
        return "refused"


token = confirm.dumps(7)
print(*(read(each, token) for each in (confirm, password, invite)))
