"""Belief: an address has to be that of the rule, to the letter."""

rules = ("/goods/", "/about")
links = ("/goods", "/about/")
print(*(200 if link in rules else 404 for link in links))
