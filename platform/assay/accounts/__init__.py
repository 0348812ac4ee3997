"""Users, members, roles and what they may; Flask-Security lives here."""
