"""The members of a club, in memory. It is right; leave it as it is."""

members = {}  # address -> {"email", "name", "since"}
