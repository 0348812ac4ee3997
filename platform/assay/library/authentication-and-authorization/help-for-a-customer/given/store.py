"""Accounts in memory. It is right; leave it as it is."""

accounts = {}  # name -> {"role": "customer", "support" or "admin", "active", "may_help_until", "address", "notes"}
kept = []  # for you: lives as long as the application
