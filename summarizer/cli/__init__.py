"""The command ``summarizer``: one thin module a subcommand, each imported only when it is called."""

from summarizer.cli.app import main

__all__ = ["main"]
