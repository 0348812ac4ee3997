"""Assay: hiring assessments, from the item bank to the signed report."""
