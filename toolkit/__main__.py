"""`python -m toolkit`: the same as `baocao`."""

from toolkit.cli import main

main()
