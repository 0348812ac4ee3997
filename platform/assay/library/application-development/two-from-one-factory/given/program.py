from flask import Flask


class Defaults:
    PAGE_SIZE = 20
    ORIGINS = ["https://shop.example"]


def create_app(**settings):
    app = Flask("shop")
    app.config.from_object(Defaults)
    app.config["ORIGINS"].append("http://localhost:3000")
    app.config.update(settings)
    return app


first = create_app(PAGE_SIZE=50)
second = create_app()
print(second.config["PAGE_SIZE"], len(second.config["ORIGINS"]))
