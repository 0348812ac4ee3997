"""Where what happened to an account is written: in the installation's stream."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app

from assay.core.db import transaction
from assay.tenancy.scope import INSTALLATION, current_or_none, scope


@contextmanager
def apart() -> Iterator[None]:
    """Another app context has another session: this commits by itself, and nothing else."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with app.app_context(), scope(INSTALLATION), transaction():
        yield


@contextmanager
def with_the_request() -> Iterator[None]:
    """In the request's own transaction where it is the installation's; else apart."""
    if current_or_none() == INSTALLATION:
        yield
    else:
        with apart():
            yield
