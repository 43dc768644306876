"""The broken gallery: the audit catches every specimen."""
