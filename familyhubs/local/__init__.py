"""The project's own database and broker, for the demo, the tests and work at a desk.

Floor 0: imports nothing of the project and nothing of Django, so that `manage.py` can call
`ensure` before there are settings. docs/adr/0003 says why the servers are here and how they live.
"""

from familyhubs.local.problems import Problem
from familyhubs.local.servers import ensure, release

__all__ = ["Problem", "ensure", "release"]
