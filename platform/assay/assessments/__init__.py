"""What an organisation designs and offers, and the papers drawn from it."""
