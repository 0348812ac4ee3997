"""Candidates, and asking them to sit."""
