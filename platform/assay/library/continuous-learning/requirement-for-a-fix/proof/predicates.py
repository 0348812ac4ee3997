from packaging.requirements import Requirement

OUT = ("3.0.2", "3.0.3", "3.1.3", "4.0.0")


def takes_the_fix(line):
    """Whether the newest version that fits the line is the one with the fix."""
    fitting = [version for version in OUT if version in Requirement(line).specifier]
    return fitting[-1] == "3.1.3"


def a():
    return takes_the_fix("flask~=3.0")


def b():
    return takes_the_fix("flask~=3.0.2")


def c():
    return takes_the_fix("flask==3.0.*")


def d():
    return takes_the_fix("flask>=3.0.2")
