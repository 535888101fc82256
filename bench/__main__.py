"""`make bench`: every measurement, each beside what it is compared with."""

import importlib
import sys

MEASUREMENTS = [
    "sweep",
    "search",
    "scope",
    "pages",
    "imports",
    "directory",
    "lists",
    "access_log",
    "http",
]

for name in sys.argv[1:] or MEASUREMENTS:
    importlib.import_module(f"bench.{name}").run()
