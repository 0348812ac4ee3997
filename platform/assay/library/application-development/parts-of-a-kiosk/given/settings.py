"""What a kiosk is where nothing else is said. It is right; leave it as it is."""


class Defaults:
    NAME = "Kiosk"
    CURRENCY = "EUR"
    OFFICE = False
    STOCK = {"tea": 3, "soap": 1}
