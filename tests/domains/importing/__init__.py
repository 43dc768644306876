"""Problems from what other libraries hold."""
