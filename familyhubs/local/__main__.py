"""`python -m familyhubs.local demo` runs the demo; `make demo` calls it."""

import sys

from familyhubs.local import demo
from familyhubs.local.problems import Problem


def main(words: list[str]) -> int:
    if words != ["demo"]:
        raise Problem("Say `python -m familyhubs.local demo`.")
    return demo.run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
