"""`python -m familyhubs.local demo` runs the demo; `make demo` calls it."""

import sys
from argparse import ArgumentParser

from familyhubs.local import demo


def main(words: list[str]) -> int:
    """Run the command in `words`. Returns the exit code."""
    parser = ArgumentParser(prog="python -m familyhubs.local", description=__doc__)
    commands = parser.add_subparsers(required=True)
    demo_command = commands.add_parser("demo", help="serve a synthetic council until Ctrl-C")
    demo_command.add_argument("--households", type=int, default=200, metavar="N")
    return demo.run(parser.parse_args(words).households)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
