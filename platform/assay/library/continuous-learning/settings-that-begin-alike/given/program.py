from flask import Flask

app = Flask(__name__)
app.config.from_mapping(
    @@prefix@@@@one@@="@@one_value@@",
    @@prefix@@@@two@@=@@two_value@@,
    @@within@@=@@within_value@@,
)
print(app.config.get_namespace("@@prefix@@", trim_namespace=False))
