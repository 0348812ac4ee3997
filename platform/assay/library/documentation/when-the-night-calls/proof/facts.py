import importlib
import os
import sys

from flask import Flask


def started(**environment):
    sys.modules.pop("parcels", None)
    os.environ.pop("PARTNER_ADDRESS", None)
    os.environ.update(environment)
    return importlib.import_module("parcels").app


def nobody_listens():
    return started(PARTNER_ADDRESS="http://127.0.0.1:9")


def fact_without_the_setting_it_does_not_start():
    Flask("touched")
    try:
        started()
    except KeyError as error:
        return error.args == ("PARTNER_ADDRESS",)
    return False


def fact_a_partner_that_is_away_is_a_502():
    answer = nobody_listens().test_client().get("/parcels/A1")
    return (answer.status_code, answer.get_json()) == (502, {"error": "partner"})


def fact_an_unknown_parcel_is_a_404_and_asks_nobody():
    return nobody_listens().test_client().get("/parcels/B2").status_code == 404
