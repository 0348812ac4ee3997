from flask import Flask, render_template_string

BILL = """
{% set total = 0 %}
{% for price in prices %}
  {% set total = total + price %}
{% endfor %}
{{ total }}
"""

app = Flask(__name__)
with app.app_context():
    print(render_template_string(BILL, prices=[1, 2, 3]).strip())
