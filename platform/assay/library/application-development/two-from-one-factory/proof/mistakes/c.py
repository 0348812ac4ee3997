"""Belief: the configuration is a view of the class, so that update() changes that."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert "app.config.update(settings)" in program
exec(
    program.replace(
        "app.config.update(settings)",
        "[setattr(Defaults, name, value) for name, value in settings.items()]\n"
        "    app.config.from_object(Defaults)",
    )
)
