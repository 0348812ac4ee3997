"""Items, their versions and proofs: what may be asked."""
