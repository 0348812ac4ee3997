"""What was done, by whom; sealed into a hash chain."""
