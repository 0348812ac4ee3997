"""One spelling for each e-mail address. Pure."""

from email_validator import EmailNotValidError, validate_email


def kept(email: str) -> str:
    """As addresses are kept and compared: normalised, in lower case."""
    try:
        found = validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return email.strip().lower()
    return found.normalized.lower()
