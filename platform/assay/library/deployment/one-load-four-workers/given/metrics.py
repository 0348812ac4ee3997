"""Numbers about requests, in a file for each process. It is right; leave it as it is."""

calls = []


def flush():
    """Write what this process has counted."""
    calls.append("flush")


def forget(pid):
    """Drop the file of a process that is gone."""
    calls.append(f"forget {pid}")
