"""`ldt` as a solver of other modelling systems."""
