BUCKETS = (0.1, 1, 10)


def install(app):
    """Measure the requests of this application, and tell it at /metrics."""
