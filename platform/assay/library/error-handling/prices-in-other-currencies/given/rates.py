"""What one euro is worth elsewhere. It is right; leave it as it is."""


class UnknownCurrency(Exception):
    pass


class RatesUnavailable(Exception):
    pass


def fetch():
    """The rates of today, as their publisher sends them; OSError when it can't be reached."""
    return {"SEK": 11.25, "NGN": 1740.0, "INR": 96.5}


def rate_of(currency):
    """A number; UnknownCurrency or RatesUnavailable."""
    try:
        rates = fetch()
    except OSError as error:
        raise RatesUnavailable from error
    if currency not in rates:
        raise UnknownCurrency(currency)
    return rates[currency]
