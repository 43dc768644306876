"""Training of learned operators: targets, losses, pool, data, trainer."""
