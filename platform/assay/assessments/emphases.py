"""Presets that ask more about fewer responsibilities. Pure.

Of each responsibility that they are about they ask two or more, where they can of two levels: so
two papers differ though a cell of the library is small. What is worked on comes from several.
"""

from assay.assessments.blueprint import Blueprint, Section
from assay.assessments.preset_parts import AROUND, HANDS_ON, WORK, Preset, about, hands_on, piece

SENIOR_60 = Preset(
    name="senior-60",
    title="Flask developer, senior level",
    words="Security, data, tests and operation in depth, and two pieces of hands-on work.",
    minutes=60,
    blueprint=Blueprint(
        sections=(
            about(
                "In service",
                security_measures="s",
                database_integration="s",
                testing="s",
                deployment="s",
                logging_and_monitoring="s",
            ),
            about(
                "The application",
                authentication_and_authorization="m",
                backend_development="m",
                middleware_and_extensions="m",
            ),
            hands_on(
                25,
                piece(
                    "senior",
                    AROUND,
                    "security-measures",
                    "authentication-and-authorization",
                    "deployment",
                    "testing",
                ),
                piece("senior", WORK),
            ),
        )
    ),
)
API_60 = Preset(
    name="api-60",
    title="Flask developer, APIs",
    words="Requests, data, errors, access and documentation, and two pieces of hands-on work.",
    minutes=60,
    blueprint=Blueprint(
        sections=(
            about(
                "Requests and data",
                backend_development="mm",
                frontend_collaboration="jm",
                database_integration="jm",
            ),
            about(
                "Errors, access and documents",
                error_handling="jm",
                authentication_and_authorization="m",
                documentation="m",
            ),
            hands_on(
                28,
                piece(
                    "mid",
                    WORK,
                    "backend-development",
                    "frontend-collaboration",
                    "error-handling",
                    "routing-and-views",
                ),
                piece(
                    "mid",
                    HANDS_ON,
                    "authentication-and-authorization",
                    "database-integration",
                    "documentation",
                    "middleware-and-extensions",
                ),
            ),
        )
    ),
)
SECURITY_60 = Preset(
    name="security-60",
    title="Flask developer, security",
    words="What attackers try, who gets in, what errors tell; one review and one piece of code.",
    minutes=60,
    blueprint=Blueprint(
        sections=(
            about("Attacks", security_measures="mmss", template_rendering="jm"),
            about(
                "Access, errors and service",
                authentication_and_authorization="ms",
                error_handling="m",
                deployment="m",
                continuous_learning="m",
            ),
            hands_on(
                24,
                piece(
                    "mid",
                    ("hotspot",),
                    "security-measures",
                    "authentication-and-authorization",
                    "template-rendering",
                    "database-integration",
                ),
                piece(
                    "mid",
                    WORK,
                    "security-measures",
                    "authentication-and-authorization",
                    "error-handling",
                    "middleware-and-extensions",
                    "template-rendering",
                ),
            ),
        )
    ),
)
CODE_60 = Preset(
    name="code-60",
    title="Flask developer, code only",
    words="Four pieces of hands-on work, no short questions: an application, its data, its tests.",
    minutes=60,
    blueprint=Blueprint(
        sections=(
            Section(title="To begin with", minutes=10, rules=(piece("junior", WORK),)),
            Section(
                title="In an application",
                minutes=28,
                rules=(
                    piece(
                        "mid",
                        WORK,
                        "backend-development",
                        "database-integration",
                        "frontend-collaboration",
                        "routing-and-views",
                        "application-development",
                    ),
                    piece(
                        "mid",
                        WORK,
                        "error-handling",
                        "authentication-and-authorization",
                        "middleware-and-extensions",
                        "logging-and-monitoring",
                        "template-rendering",
                        "continuous-learning",
                    ),
                ),
            ),
            Section(
                title="Around it",
                minutes=13,
                rules=(piece("mid", AROUND, "testing", "documentation", "deployment"),),
            ),
        )
    ),
)
