"""Webhooks, applicant tracking systems, single sign-on. Nothing here yet."""
