"""What is learned: models, targets, losses, the pool, training."""
