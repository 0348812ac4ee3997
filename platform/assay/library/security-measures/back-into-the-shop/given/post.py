"""Mails that were sent, the oldest first. Right as it is."""

sent = []


def send(mail, text):
    sent.append({"mail": mail, "text": text})
