from flask import Flask, render_template_string
from jinja2 import UndefinedError


def is_rendered(line):
    with Flask("shop").app_context():
        try:
            render_template_string(line)
        except UndefinedError:
            return False
    return True


def a():
    return is_rendered("Hello, {{ user }}!")


def b():
    return is_rendered("Hello, {{ user.name }}!")


def c():
    return is_rendered('Hello, {{ user.name|default("guest") }}!')


def d():
    return is_rendered('Hello, {{ user.name if user else "guest" }}!')


def e():
    return is_rendered("{% if user is defined %}Hello, {{ user.name }}!{% endif %}")
