"""The access log: who looked at, searched, changed what, and under which involvement."""
