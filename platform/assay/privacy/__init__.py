"""Retention, export, erasure. So far: what is given to a candidate who asks for it."""
