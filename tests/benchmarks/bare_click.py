"""The yardstick of a start: a click program that knows its version and nothing else."""

import click


@click.command()
@click.version_option("0", prog_name="bare")
def main() -> None:
    """Do nothing."""


main()
