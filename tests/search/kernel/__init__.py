"""The kernel: propagation and the tree over flat arrays."""
