"""Households, people, who leads, how the goals go, and who is involved."""
