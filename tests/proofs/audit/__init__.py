"""The audit: what it finds, how it shows it, and how it is run."""
