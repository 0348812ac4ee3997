"""The members of a workshop, in memory. It is right; leave it as it is."""

members = {}  # name -> {"name", "hash", "keeper"}
