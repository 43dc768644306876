"""The exact oracle agrees with enumeration."""
