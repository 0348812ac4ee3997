"""Set-up of a fresh machine, one part a module; the standard library only, on Python 3.11."""
