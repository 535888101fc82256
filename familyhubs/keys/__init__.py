"""Sealing what a family tells us under keys that can be destroyed (docs/adr/0009).

Floor 0: knows nobody's models. Every person and every household has a data key of its own, kept
wrapped in a database apart; when the key is destroyed, what was sealed under it is unreadable, in
every backup too.
"""
