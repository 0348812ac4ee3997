"""Who owns the data. Importing the room puts its locks on the session."""

from assay.tenancy import locks as locks
