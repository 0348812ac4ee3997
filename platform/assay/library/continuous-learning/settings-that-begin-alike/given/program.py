from flask import Flask

app = Flask(__name__)
app.config.from_mapping(
    MAIL_HOST="mail.example",
    MAIL_PORT=25,
    SEND_MAIL_AT=8,
)
print(app.config.get_namespace("MAIL_", trim_namespace=False))
