"""What is written for whoever does not believe us."""
