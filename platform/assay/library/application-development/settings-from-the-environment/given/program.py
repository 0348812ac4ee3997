import os

from flask import Flask

os.environ["SHOP_PAGE_SIZE"] = "50"
os.environ["SHOP_SEND_MAIL"] = "False"

app = Flask(__name__)
app.config.from_mapping(PAGE_SIZE=20, SEND_MAIL=True)
app.config.from_prefixed_env("SHOP")

mail = "mail" if app.config["SEND_MAIL"] else "no mail"
print(repr(app.config["PAGE_SIZE"]), mail)
