"""A view loads, authorises, acts, answers."""
