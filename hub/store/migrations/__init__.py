"""From any older version of the tables to this program's, whole or not at all; Alembic, driven from here without an ini file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from hub.errors import StoreError, StoreVersion
from hub.store import reference
from hub.store.engine import back_up, exists, migration_engine, path_of, refusal
from hub.store.tables import metadata
from hub.store.version import VERSIONS


@dataclass(frozen=True, slots=True)
class Migrated:
    """What `migrate` did: `before` is None for a new database; `copy` is where the old one was put aside."""

    before: str | None
    after: str
    copy: Path | None
    areas: int
    themes: int


def migrate(url: str, sources: Path | None = None) -> Migrated:
    """Brings the store at `url` up to date, makes it when there is none, and loads areas and themes (also those in the sources folder).

    A database with data is copied beside itself first; a step that fails leaves no trace.
    Raises: StoreVersion when the database is newer, StoreUnavailable when it is locked or damaged, ConfigError for wrong reference data.
    """
    had_data = exists(url)
    engine = migration_engine(url)
    try:
        with engine.connect() as connection:
            before = MigrationContext.configure(connection).get_current_revision()
            connection.rollback()
        if before is not None and before not in VERSIONS:
            raise StoreVersion(f"The database is of version {before}, newer than this program ({VERSIONS[-1]}). Install the newer Samgraf.")
        copy = _copy_aside(url, before) if had_data and before != VERSIONS[-1] else None
        with engine.connect() as connection:
            if before != VERSIONS[-1]:
                _upgrade(connection)
            with connection.begin():
                loaded = reference.load(connection, sources)
        return Migrated(before, VERSIONS[-1], copy, loaded.areas, loaded.themes)
    except DBAPIError as error:
        raise refusal(error.orig if isinstance(error.orig, Exception) else error, path_of(url)) from error
    finally:
        engine.dispose()


def _copy_aside(url: str, version: str | None) -> Path:
    path = path_of(url)
    copy = path.with_name(f"{path.name}.before-{VERSIONS[-1]}-was-{version or 'none'}")
    back_up(url, copy)
    return copy


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    script = ScriptDirectory.from_config(config)

    def steps(revision: Any, _: Any) -> Any:
        return script._upgrade_revs(VERSIONS[-1], revision)  # noqa: SLF001 - what alembic.command.upgrade does

    with EnvironmentContext(config, script, fn=steps, destination_rev=VERSIONS[-1]) as environment:
        environment.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
        with environment.begin_transaction():
            environment.run_migrations()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StoreError(f"The new tables would lose rows that others refer to ({len(broken)}); nothing was changed.")
