"""localhost as browsers know it: this machine, whatever its name service says (RFC 6761, 6.3)."""

import httpx

HERE = "127.0.0.1"


class Loopback(httpx.HTTPTransport):
    """A bare machine may have no /etc/hosts. The Host header stays what the address says."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "localhost":
            request = httpx.Request(
                request.method,
                request.url.copy_with(host=HERE),
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions,
            )
        return super().handle_request(request)


def client(base_url: str, *, timeout: float = 30, follow_redirects: bool = False) -> httpx.Client:
    """An HTTP client for what runs on this machine."""
    return httpx.Client(
        base_url=base_url,
        timeout=timeout,
        follow_redirects=follow_redirects,
        transport=Loopback(),
    )
