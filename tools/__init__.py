"""What runs Assay on one machine: set-up, servers, processes, the demo."""
