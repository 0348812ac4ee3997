"""Many sittings: what was done with Assay, who would reach a cut, what questions earned."""
