"""Is this request made by our own page? Tokens in forms, a header on saves.

A form's token is a MAC over what only the candidate's browser holds: the link's token before the
start, the cookie after it. The pages send no referrer, so a browser sends `Origin: null` with a
form; therefore the token decides, and Sec-Fetch-Site and Origin only where they say more.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

FIELD = "csrf_token"
SAVE_HEADER = "HTTP_X_ASSAY"


class Forgery:
    def __init__(self, secret_key: str, base_url: str) -> None:
        self._key = hashlib.sha256(b"assay.testroom.csrf:" + secret_key.encode()).digest()
        self._host = urlsplit(base_url).netloc

    def token(self, held: str) -> str:
        return hmac.new(self._key, held.encode(), hashlib.sha256).hexdigest()

    def is_our_form(self, environ: Mapping[str, Any], held: str, token: str) -> bool:
        right = hmac.compare_digest(self.token(held).encode(), token.encode())
        return bool(held) and right and self._same_origin(environ)

    def is_our_save(self, environ: Mapping[str, Any]) -> bool:
        """The header can't be set from another site without a permission that we never give."""
        return (
            environ.get(SAVE_HEADER) == "save"
            and str(environ.get("CONTENT_TYPE", "")).startswith("application/json")
            and self._same_origin(environ)
        )

    def _same_origin(self, environ: Mapping[str, Any]) -> bool:
        site = environ.get("HTTP_SEC_FETCH_SITE")
        if site is not None and site not in ("same-origin", "none"):
            return False
        origin = str(environ.get("HTTP_ORIGIN") or "null")
        return origin == "null" or urlsplit(origin).netloc in (
            self._host,
            environ.get("HTTP_HOST"),
        )
