class RequestName:
    """Names each request, for the application and for who has asked."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        return self.app(environ, start_response)
