"""Belief: a level does not count for the loggers below."""

from pathlib import Path

program = (Path(__file__).parents[2] / "given/program.py").read_text()
assert 'smtp = logging.getLogger("mailer.smtp")' in program
program = program.replace(
    'smtp = logging.getLogger("mailer.smtp")', 'smtp = logging.getLogger("smtp")'
)
exec(program)
