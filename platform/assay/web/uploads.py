"""How much a request may bring: more where a page takes a file, so that the page itself can refuse.

What is larger still is not read at all: the general page then says what this page takes.
"""

from flask import Flask, request

MOST_BYTES = 2 * 1024 * 1024
MOST_SENT = 4 * MOST_BYTES
UPLOADS = {
    "brand.logo": "A picture may have up to 1 MB.",
    "inviting.upload": "A CSV file may have up to 2 MB and 5,000 people.",
    "bringing.bring": "A zip, or a folder, of questions may have up to 2 MB.",
    "importing.upload": "A file of people may have up to 7 MB and 50,000 people.",
    "after.take_file": "A file of answers may have up to 1.5 MB.",
}
"""The pages that take a file of their own, and what each takes."""


def init(app: Flask) -> None:
    """Before all others: the token against forgery is looked for in the form."""
    app.before_request_funcs.setdefault(None, []).insert(0, _let_files_in)


def _let_files_in() -> None:
    if request.endpoint in UPLOADS:
        request.max_content_length = MOST_SENT
        request.max_form_memory_size = MOST_SENT  # a file comes back as text, to be corrected
