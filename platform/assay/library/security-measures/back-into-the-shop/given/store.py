"""Accounts. Right as it is."""

import hashlib
import json
import os

_accounts = {}


def find(mail):
    """{"mail": …, "version": …} or None; each new password raises the version."""
    account = _accounts.get(mail)
    return account and {"mail": mail, "version": account["version"]}


def has_password(mail, password):
    account = _accounts.get(mail)
    return account is not None and account["hash"] == _hashed(mail, password)


def set_password(mail, password):
    version = _accounts[mail]["version"] + 1 if mail in _accounts else 1
    _accounts[mail] = {"version": version, "hash": _hashed(mail, password)}


def _hashed(mail, password):
    return hashlib.scrypt(password.encode(), salt=mail.encode(), n=16, r=8, p=1).hex()


for _mail, _password in json.loads(os.environ.get("ACCOUNTS", "{}")).items():
    set_password(_mail, _password)
