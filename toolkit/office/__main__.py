"""`python -m toolkit.office STEP PROGRAM WORKBOOK`: what the macros call. Nobody sees its output; the workbook is told everything."""

from __future__ import annotations

import sys

from toolkit.messages import Obstacle, obstacle_line
from toolkit.office.press import press
from toolkit.office.steps import LANG


def main(arguments: list[str]) -> int:
    """0 where the step ran, 2 where something was in the way."""
    step, program, where = arguments
    try:
        return 0 if press(step, program, where) else 2
    except Obstacle as obstacle:
        print(obstacle_line(obstacle, LANG), file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
