"""name -> hash of the password. It is right; leave it as it is."""

import json
import os

hashes = json.loads(os.environ.get("MEMBERS", "{}"))
