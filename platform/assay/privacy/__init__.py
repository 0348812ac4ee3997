"""Retention, export, erasure. Nothing here yet."""
