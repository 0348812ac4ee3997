import clock
import store
from flask import Flask

app = Flask(__name__)
