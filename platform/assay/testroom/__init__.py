"""The candidate's door: a small WSGI app of its own under /sit, with its own cookie."""
