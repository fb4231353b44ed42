"""The command `samgraf`: a file per group of commands; every failure is one line that names the thing and the way out.

Exit codes: 0 done · 1 unforeseen fault · 2 something that a person can mend (a setting, a file, a port, a database) · 130 interrupted.
"""

from __future__ import annotations

import sys

import typer

from hub.cli import backup, demo, doctor, documents, harvest, key, matches, run, schema, serve, sources, withdraw
from hub.errors import SamgrafError
from hub.telemetry import configure, log

app = typer.Typer(
    name="samgraf",
    help="One GraphQL graph for civil society: harvest open data, ask one question across all of it, see where every answer comes from.",
    epilog="Start with `samgraf demo`. Settings come from SAMGRAF_* in the environment; `samgraf doctor` shows and checks them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (demo, serve, harvest, sources, matches, run, withdraw, key, backup, documents, schema, doctor):
    group.register(app)


def main() -> None:
    """Runs one command and turns refusals into one line and an exit code. Only errors are logged, unless a command says otherwise."""
    configure("ERROR")
    try:
        app(prog_name="samgraf")
    except SamgrafError as error:
        print(f"samgraf: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stdout = None
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        print("samgraf: interrupted; what was done is kept, the same command goes on from there.", file=sys.stderr)
        raise SystemExit(130) from None
    except Exception as error:  # noqa: BLE001 - the last door: a person sees one line, the log keeps the story at DEBUG
        log("cli").debug("unforeseen", exc_info=error)
        print(f"samgraf: unforeseen fault ({type(error).__name__}); SAMGRAF_LOG_LEVEL=DEBUG tells more.", file=sys.stderr)
        raise SystemExit(1) from None
