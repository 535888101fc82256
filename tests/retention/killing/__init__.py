"""The proof that disposal stands being killed (issue: "Proof"): real processes, real servers.

The servers are this test's own, because it kills them: a PostgreSQL that writes through, and a
broker. `test_killed.py` tells the story.
"""
