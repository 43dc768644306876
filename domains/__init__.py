"""What is solved: problems, rules, deduction techniques, abstract domains, puzzle families."""
