import os

workers = 4
accesslog = "-"


def pre_fork(server, worker):
    server.log.info("A worker is made.")
