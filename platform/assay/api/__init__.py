"""The JSON door. Nothing here yet."""
