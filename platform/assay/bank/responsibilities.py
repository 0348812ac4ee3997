"""RESPONSIBILITIES: what a Flask developer answers for; each item gives evidence of one of them."""

RESPONSIBILITIES: tuple[tuple[str, str], ...] = (
    ("application-development", "Application Development"),
    ("backend-development", "Backend Development"),
    ("database-integration", "Database Integration"),
    ("frontend-collaboration", "Frontend Collaboration"),
    ("routing-and-views", "Routing and Views"),
    ("template-rendering", "Template Rendering"),
    ("middleware-and-extensions", "Middleware and Extensions"),
    ("authentication-and-authorization", "Authentication and Authorization"),
    ("testing", "Testing"),
    ("error-handling", "Error Handling"),
    ("security-measures", "Security Measures"),
    ("deployment", "Deployment"),
    ("logging-and-monitoring", "Logging and Monitoring"),
    ("documentation", "Documentation"),
    ("continuous-learning", "Continuous Learning"),
)
"""(slug, name), in the order in which people see them."""

SLUGS = frozenset(slug for slug, _ in RESPONSIBILITIES)
