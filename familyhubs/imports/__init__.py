"""Families' records taken over from another system, one household a line of a file."""
