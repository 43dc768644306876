"""How problems are solved: the kernel, the tree, clause learning, streams, answers."""
