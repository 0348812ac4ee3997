from errors import install
from flask import Flask
from shop import api, pages

app = Flask(__name__)
install(app)
app.register_blueprint(api)
app.register_blueprint(pages)
