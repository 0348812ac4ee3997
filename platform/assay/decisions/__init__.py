"""What people decided, with reasons."""
