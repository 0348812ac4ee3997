"""Many sittings: item statistics, norm groups, adverse impact. Nothing here yet."""
