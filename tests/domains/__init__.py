"""Problems, rules, techniques, families and their exports."""
