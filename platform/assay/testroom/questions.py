"""One question as a candidate meets it: its text, what to answer with, and the answer that stands."""

import secrets
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID
