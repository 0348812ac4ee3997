"""RESPONSIBILITIES: what a Flask developer answers for; each item gives evidence of one of them."""

from assay.core.languages import N_

RESPONSIBILITIES: tuple[tuple[str, str], ...] = (
    ("application-development", N_("Application Development")),
    ("backend-development", N_("Backend Development")),
    ("database-integration", N_("Database Integration")),
    ("frontend-collaboration", N_("Frontend Collaboration")),
    ("routing-and-views", N_("Routing and Views")),
    ("template-rendering", N_("Template Rendering")),
    ("middleware-and-extensions", N_("Middleware and Extensions")),
    ("authentication-and-authorization", N_("Authentication and Authorization")),
    ("testing", N_("Testing")),
    ("error-handling", N_("Error Handling")),
    ("security-measures", N_("Security Measures")),
    ("deployment", N_("Deployment")),
    ("logging-and-monitoring", N_("Logging and Monitoring")),
    ("documentation", N_("Documentation")),
    ("continuous-learning", N_("Continuous Learning")),
)
"""(slug, name), in the order in which people see them."""

SLUGS = frozenset(slug for slug, _ in RESPONSIBILITIES)
