"""One sitting's document, signed."""
