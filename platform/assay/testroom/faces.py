"""What the pages show, gathered from the rooms: one frozen dataclass a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, url_for
from markupsafe import Markup

from assay.assessments import queries as assessments
from assay.bank import content as contents
from assay.bank import markdown
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.core.errors import NotFound
from assay.core.signing import Signer
from assay.invitations.models import Candidate, Invitation
from assay.sittings import queries
from assay.sittings.models import Sitting
from assay.sittings.queries import Terms
from assay.sittings.timing import Phase
from assay.tenancy.queries import fetch, organisation
from assay.testroom import when as words
from assay.testroom.when import When
