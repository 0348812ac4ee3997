from flask import Flask


class Defaults:
    PAGE_SIZE = 20
    title = "Shop"


app = Flask(__name__)
app.config.from_object(Defaults)
app.config["PAGE_SIZE"] = 50

print(app.config["PAGE_SIZE"], app.config.get("title", "no title"))
