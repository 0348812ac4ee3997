import os
import sys
import tempfile
from pathlib import Path

MODULE = """
import json
from pathlib import Path

from flask import Flask

app = Flask(__name__)
prices = json.loads((Path(app.{gap}) / "prices.json").read_text())
"""


def works(answer):
    """Whether the package finds its list when the process stands in another folder."""
    with tempfile.TemporaryDirectory() as place:
        package = Path(place).resolve() / "code/shop"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(MODULE.format(gap=answer))
        (package / "prices.json").write_text('{"tea": 4}')
        before = os.getcwd()
        os.chdir(place)
        sys.path.insert(0, str(package.parent))
        sys.modules.pop("shop", None)
        try:
            import shop

            return shop.prices == {"tea": 4}
        except (AttributeError, FileNotFoundError, TypeError, SyntaxError):
            return False
        finally:
            sys.path.pop(0)
            os.chdir(before)
