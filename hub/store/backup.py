"""Back-ups: a consistent copy while others write, with a manifest by which a damaged or newer one is refused before anything is touched.

    samgraf-2026-11-23.db             the copy, one file
    samgraf-2026-11-23.db.json        its manifest: version of the tables, number of the last change, size and SHA-256
    samgraf-2026-11-23.db.withdrawn   the tombstones of that day (hub/store/tombstones.py)

A restore prepares everything beside the database, takes out what was withdrawn since, and only then lets the copy take its place.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from hub.domain.dates import now
from hub.errors import StoreError, StoreUnavailable, StoreVersion
from hub.store import erasure, reapply, tombstones
from hub.store.engine import path_of, read_connection
from hub.store.migrations import migrate
from hub.store.store import Store, open_store
from hub.store.tombstones import Stone
from hub.store.version import VERSIONS

Progress = Callable[[str, int, int | None], None]
"""Told as (step, done, of how many)."""

PAGES = 2_000
BLOCK = 1 << 22


@dataclass(frozen=True, slots=True)
class Manifest:
    """`change` is the number of the last change that the copy holds."""

    version: str
    change: int
    bytes: int
    sha256: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Restored:
    """`aside` is where the database of before is, None when there was none; `withdrawn` counts what was taken out of the copy again."""

    manifest: Manifest
    aside: Path | None
    withdrawn: int


def back_up(database: Path, to: Path, on_progress: Progress | None = None) -> Manifest:
    """Copies a database, consistent even while others write. Raises StoreError when `to` is there already or the copy is not sound."""
    for file in (to, manifest_of(to)):
        if file.exists():
            raise StoreError(f"{file} is there already. Name another file, or move it away.")
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    source = read_connection(database)
    try:
        _copy(source, part, on_progress)
        connection = read_connection(part)
        try:
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            change = connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0]
        finally:
            connection.close()
        manifest = Manifest(str(version), int(change), part.stat().st_size, hash_of(part), now())
        if stones := tombstones.remembered(database):
            tombstones.file_of(to).unlink(missing_ok=True)
            tombstones.append(to, stones)
        manifest_of(to).write_text(json.dumps(asdict(manifest), indent=2) + "\n", "utf-8")
        part.replace(to)
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailable(f"The copy {to} could not be written ({error}). Make room, or name another place.") from error
    finally:
        source.close()
        part.unlink(missing_ok=True)
    return manifest


def _copy(source: sqlite3.Connection, to: Path, on_progress: Progress | None) -> None:
    def report(_status: int, left: int, total: int) -> None:
        if on_progress:
            on_progress("copy", total - left, total)

    target = sqlite3.connect(to)
    try:
        source.backup(target, pages=PAGES, progress=report)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
    with to.open("rb+") as file:
        os.fsync(file.fileno())


def manifest_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def hash_of(file: Path) -> str:
    """SHA-256 of a file, hex."""
    digest = sha256()
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def check(file: Path) -> Manifest:
    """The manifest of a back-up that can be restored.

    Raises: StoreUnavailable when it is missing or damaged, StoreVersion when a newer program made it.
    """
    try:
        manifest = Manifest(**json.loads(manifest_of(file).read_text("utf-8")))
    except FileNotFoundError:
        what = manifest_of(file) if file.exists() else file
        raise StoreUnavailable(f"There is no {what}. A back-up is two files, FILE and FILE.json; bring both.") from None
    except (ValueError, TypeError) as error:
        raise StoreUnavailable(f"{manifest_of(file)} is no manifest of a back-up ({type(error).__name__}). Restore another one.") from None
    if manifest.version not in VERSIONS:
        raise StoreVersion(
            f"{file} is of version {manifest.version}, newer than this program ({VERSIONS[-1]}). Install the newer Samgraf to restore it."
        )
    if not file.is_file() or file.stat().st_size != manifest.bytes or hash_of(file) != manifest.sha256:
        raise StoreUnavailable(
            f"The back-up {file} is damaged: it is not what its manifest says. Nothing was changed; restore another one."
        )
    return manifest


async def restore(file: Path, url: str, secret: str, on_progress: Progress | None = None) -> Restored:
    """Lets a back-up take the place of the database; the old one is put aside.

    Raises: StoreUnavailable (damaged, or somebody has the database open), StoreVersion, ConfigError when withdrawals are to be applied
    again and their key is missing. Then everything is as it was.
    """
    database = path_of(url)
    manifest = check(file)
    stones = _all_stones(database, file)
    tombstones.opened(stones, secret)
    _nobody_has_it_open(database)
    prepared = database.with_name(f"{database.name}.restoring")
    _remove(prepared)
    shutil.copyfile(file, prepared)
    try:
        if on_progress:
            on_progress("check", 0, None)
        if manifest.version != VERSIONS[-1]:
            migrate(f"sqlite:///{prepared}")
        withdrawn = await _withdraw_again(prepared, database, stones, secret)
        aside = _put_aside(database)
        prepared.replace(database)
    finally:
        _remove(prepared)
    return Restored(manifest, aside, withdrawn)


def _all_stones(database: Path, file: Path) -> list[Stone]:
    """Every tombstone that is known anywhere: beside the database, in it if it can still be read, beside the back-up."""
    stones = {stone[:3]: stone for stone in (*tombstones.remembered(database), *tombstones.remembered(file))}
    if database.is_file():
        with contextlib.suppress(StoreError, sqlite3.Error):
            connection = read_connection(database)
            try:
                for row in connection.execute("SELECT hash, scope, field, reason, at FROM tombstone ORDER BY no"):
                    stones.setdefault((row[0], row[1], row[2] or ""), tuple(row))
            finally:
                connection.close()
    return list(stones.values())


async def _withdraw_again(prepared: Path, database: Path, stones: list[Stone], secret: str) -> int:
    """Takes out of the copy what was withdrawn after it was made, and finishes what it had not finished."""
    async with await open_store(f"sqlite:///{prepared}", readers=1) as store:
        found = 0
        if stones:
            await store.write(lambda tx: tombstones.keep(tx, stones))
            found = await _hide_and_tell(store, database, stones, secret)
        if await erasure.unfinished(store):
            await erasure.finish(store, tombstones.key_of(secret))
        await store.checkpoint()
        return found


async def _hide_and_tell(store: Store, database: Path, stones: list[Stone], secret: str) -> int:
    held = await store.write(lambda tx: tombstones.load(tx, secret))
    assert held is not None
    found = await reapply.look(store, held)
    more = await reapply.hide_again(store, held, found, by="restore")
    missing = {stone[:3] for stone in tombstones.remembered(database)}
    if fresh := [stone for stone in (*stones, *more) if stone[:3] not in missing]:
        tombstones.append(database, fresh)
    return len(found)


def _nobody_has_it_open(database: Path) -> None:
    """Raises StoreUnavailable when another process has the database open; a damaged one is nobody's."""
    if not database.is_file():
        return
    connection = sqlite3.connect(database, timeout=1, isolation_level=None)
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        mode = "wal" if "locked" in str(error) or "busy" in str(error) else "unknown"
    except sqlite3.DatabaseError:
        mode = "unknown"
    finally:
        connection.close()
    if mode == "wal":
        raise StoreUnavailable(f"Another process has {database} open. Stop `samgraf serve` and every harvest first; nothing was changed.")


def _put_aside(database: Path) -> Path | None:
    """Moves the database of before out of the way, with its logs."""
    if not database.exists():
        return None
    aside = database.with_name(f"{database.name}.before-restore-{now().replace(':', '')}")
    for suffix in ("-wal", "-shm", ""):
        file = database.with_name(database.name + suffix)
        if file.exists():
            file.replace(aside.with_name(aside.name + suffix))
    return aside


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
