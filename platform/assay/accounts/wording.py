"""Flask-Security's sentences, in ours. Pure."""

MESSAGES = {
    "GENERIC_AUTHN_FAILED": ("E-mail or password is wrong.", "error"),
    "PASSWORD_RESET_REQUEST": (
        "If %(email)s belongs to an account, a letter with a link is on its way.",
        "info",
    ),
    "PASSWORD_RESET_EXPIRED": ("That link has expired. Ask for a new one here.", "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (
        "That link has been used or was cut in two. Ask for a new one here.",
        "error",
    ),
    "PASSWORD_RESET_NO_LOGIN": ("Your password is set. Sign in with it.", "success"),
    "PASSWORD_CHANGE": ("Your password is changed.", "success"),
    "UNAUTHENTICATED": ("Sign in first.", "warning"),
    "EMAIL_CONFIRMED": ("Your address is confirmed.", "success"),
    "ALREADY_CONFIRMED": ("Your address is confirmed already.", "info"),
    "CONFIRMATION_EXPIRED": ("That link has expired. Ask for a new one here.", "error"),
    "INVALID_CONFIRMATION_TOKEN": (
        "That link was cut in two, or is for an address that is yours no more."
        " Ask for a new one here.",
        "error",
    ),
    "EMAIL_NOT_PROVIDED": ("Give your e-mail address.", "error"),
    "INVALID_EMAIL_ADDRESS": ("This is not an e-mail address.", "error"),
    "PASSWORD_NOT_PROVIDED": ("Give your password.", "error"),
    "PASSWORD_INVALID_LENGTH": ("Use at least %(length)s characters.", "error"),
    "RETYPE_PASSWORD_MISMATCH": ("The two passwords differ.", "error"),
    "INVALID_PASSWORD": ("That is not your password.", "error"),
    "PASSWORD_IS_THE_SAME": ("Choose another one than before.", "error"),
}
