"""Turning answers into marks, and marks into results."""
