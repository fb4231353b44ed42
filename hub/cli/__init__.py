"""The command `samgraf`: a file per group of commands; every failure is one line that names the thing and the way out.

Exit codes: 0 done · 1 unforeseen fault · 2 something that a person can mend (a setting, a file, a port, a database) · 130 interrupted.
"""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from hub.errors import SamgrafError
from hub.telemetry import configure, log

HELP = "One GraphQL graph for civil society: harvest open data, ask one question across all of it, see where every answer comes from."
GROUPS = {
    "demo": ["demo"],
    "serve": ["serve"],
    "harvest": ["harvest", "rehearse", "rebuild"],
    "mentions": ["mentions"],
    "sources": ["sources"],
    "matches": ["matches"],
    "run": ["run"],
    "queue": ["queue"],
    "withdraw": ["withdraw"],
    "key": ["key"],
    "errands": ["confirm", "mail"],
    "watch": ["watch"],
    "backup": ["backup", "restore", "verify"],
    "documents": ["documents"],
    "schema": ["schema"],
    "doctor": ["doctor", "migrate"],
}
"""The files of this room with their commands. Only the file of the command that is run is read: all together take a second and a half."""


def application(command: str | None = None) -> typer.Typer:
    """The application with the group that a command belongs to; with all of them where there is no such command."""
    app = typer.Typer(
        name="samgraf",
        help=HELP,
        epilog="Start with `samgraf demo`. Settings come from SAMGRAF_* in the environment; `samgraf doctor` shows and checks them.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(lambda: None)  # without it, a command that stands alone would have no name
    for group in [name for name, commands in GROUPS.items() if command in commands] or GROUPS:
        import_module(f"hub.cli.{group}").register(app)
    return app


def main() -> None:
    """Runs one command and turns refusals into one line and an exit code. Only errors are logged, unless a command says otherwise."""
    configure("ERROR")
    try:
        application(sys.argv[1] if len(sys.argv) > 1 else None)(prog_name="samgraf")
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
