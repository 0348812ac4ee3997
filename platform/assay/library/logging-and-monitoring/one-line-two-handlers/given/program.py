import logging
import sys

from flask import Flask

logging.basicConfig(
    stream=sys.stdout, level=logging.INFO, format="root: %(message)s"
)

app = Flask("shop")
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("shop: %(message)s"))
app.logger.addHandler(handler)

app.logger.debug("cart is read")
app.logger.info("order is paid")
