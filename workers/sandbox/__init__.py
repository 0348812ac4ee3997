"""Where foreign code runs: the engine, the process that owns it, and the client of that process."""
