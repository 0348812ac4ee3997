"""The engine that runs hostile code: sandboxes by bubblewrap, joined only by what we pass."""
