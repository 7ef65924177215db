"""`python -m selfeval` is the same program as `selfeval`."""

from selfeval.cli import main

main()
