import logging

log = logging.getLogger("stock")
counts = {}


def count(name):
    log.info("%s is asked for", name, extra={"item": name})
    return counts[name]
