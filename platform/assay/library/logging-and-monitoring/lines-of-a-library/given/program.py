import logging
import sys

from flask import Flask

logging.basicConfig(level="INFO", format="%(message)s", stream=sys.stdout)
logging.getLogger("mailer").setLevel("WARNING")
smtp = logging.getLogger("mailer.smtp")

app = Flask("shop")


@app.get("/")
def order():
    app.logger.info("ordered")
    smtp.info("connected")
    smtp.warning("slow")
    return "Thank you"


app.test_client().get("/")
