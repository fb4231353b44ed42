"""`samgraf key create`, `list`, `rotate`, `revoke`: API keys for those who may do more than read, or read more than anybody."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from hub.auth import keys
from hub.cli.progress import console, print_table
from hub.domain.dates import instant, now
from hub.domain.ids import EntityKind, kind_of
from hub.domain.viewer import ViewerRole
from hub.errors import BadArgument
from hub.harvest.sources import load_each
from hub.settings import load
from hub.store import keys as books
from hub.store import sources as source_books
from hub.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hub.auth.keys import MadeKey
    from hub.settings import Settings
    from hub.store.keys import KnownKey, Rights

SCOPE = re.compile(r"[a-z][a-z0-9:_-]{0,39}")
TIME = re.compile(r"([0-9]{1,4})([hdwy])")
HOURS = {"h": 1, "d": 24, "w": 24 * 7, "y": 24 * 365}
MOST_WORDS = 50
LONGEST_NOTE = 200

Prefix = Annotated[str, typer.Argument(metavar="PREFIX", help="The first part of a key, such as sg_ab12cd34: no secret.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(name="key", help="API keys: only a hash of each is kept.", no_args_is_help=True, rich_markup_mode=None)
    for command in (create, rotate, revoke):
        group.command()(command)
    group.command(name="list")(list_keys)
    app.add_typer(group)


# --- Make --------------------------------------------------------------------------------------------------------------------------


def create(
    *,
    role: Annotated[ViewerRole, typer.Option(case_sensitive=False, help="What its holder may do.")] = ViewerRole.READER,
    source: Annotated[list[str] | None, typer.Option(help="A source that a contributor looks after; may be repeated.")] = None,
    area: Annotated[list[str] | None, typer.Option(help="The code of an area that it is for, with all beneath; may be repeated.")] = None,
    scope: Annotated[list[str] | None, typer.Option(help="A word for what it is made for; may be repeated.")] = None,
    speaks_for: Annotated[list[str] | None, typer.Option(help="The id of an organization that it speaks for; may be repeated.")] = None,
    note: Annotated[str | None, typer.Option(help="Which program or office has it; no person's name.")] = None,
    expires: Annotated[str, typer.Option(help="How long it stands, such as 12h, 90d, 2y; or never.")] = "1y",
) -> None:
    """Make a key and show it, once: it stands alone on standard output, so it can be piped to where secrets are kept.

    samgraf key create --role contributor --source tilskud-odense --note "calendar of the library" | pass insert -m samgraf

    Whoever has it sends `Authorization: Bearer sg_…`. It is kept nowhere here, only its hash: who loses it needs a new one.
    """
    areas = bounded(area, "areas")
    rights = books.Rights(role, scopes_of(scope), bounded(source, "sources"), speakers_of(speaks_for), note_of(note), areas)
    if rights.sources and role is not ViewerRole.CONTRIBUTOR:
        raise BadArgument("Only a contributor looks after single sources: add `--role contributor`, or leave --source out.")
    if rights.areas and role not in (ViewerRole.CONTRIBUTOR, ViewerRole.MODERATOR):
        raise BadArgument("Areas are for contributors and moderators: add `--role contributor` or `--role moderator`, or leave --area out.")
    made = asyncio.run(run_create(load(), rights, until_of(expires)))
    show_once(made, f"Made {made.prefix}, {told_of(rights)}.")


async def run_create(settings: Settings, rights: Rights, until: str | None) -> MadeKey:
    async with await open_store(settings.database_url) as store:
        known = set(await store.read(source_books.known_sources()))
        if settings.sources.is_dir():
            known.update(load_each(settings.sources)[0])
        if unknown := [one for one in rights.sources if one not in known]:
            raise BadArgument(f"There is no source {unknown[0][:60]!r}. `samgraf sources` shows them.")
        made = keys.make()
        await store.write(lambda tx: books.keep(tx, made.prefix, made.digest, rights, at=now(), until=until, most=settings.max_keys))
    return made


def rotate(
    prefix: Prefix,
    overlap: Annotated[str, typer.Option(help="How long the old key still stands beside the new one, such as 12h or 7d.")] = "7d",
) -> None:
    """Make a new key with the same rights; the old one ends after the overlap, so that nobody is locked out meanwhile.

    The new key stands alone on standard output, once. A key that somebody else may have seen is revoked instead (`samgraf key revoke`).
    """
    ends = until_of(overlap)
    if ends is None:
        raise BadArgument("The old key has to end: write an overlap such as 7d.")
    made, known = asyncio.run(run_rotate(load(), prefix_of(prefix), ends))
    show_once(made, f"Made {made.prefix}, {told_of(known.rights)}. {prefix} ends at {ends}, or before if it was to.")


async def run_rotate(settings: Settings, old: str, ends: str) -> tuple[MadeKey, KnownKey]:
    made, at = keys.make(), now()
    async with await open_store(settings.database_url) as store:
        known = await store.write(
            lambda tx: books.rotate(tx, old, made.prefix, made.digest, at=at, overlap_until=ends, most=settings.max_keys)
        )
    return made, known


def show_once(made: MadeKey, told: str) -> None:
    """The key alone on standard output; what it is about beside it."""
    print(told, "It is shown this once; keep it where secrets are kept.", file=sys.stderr)
    print(made.text)


# --- See and end -------------------------------------------------------------------------------------------------------------------


def list_keys(
    every: Annotated[bool, typer.Option("--all", help="Also those that have ended or were revoked.")] = False, as_json: AsJson = False
) -> None:
    """Show the keys that stand, by their prefixes, with their rights and their last use (noted at most once a minute)."""
    found = [one for one in asyncio.run(run_list(load())) if every or one.stands(now())]
    if as_json:
        print(json.dumps([as_data(one) for one in found], indent=2, ensure_ascii=False))
    elif not found:
        console.print("No key stands. Make one with `samgraf key create`.")
    else:
        columns = ("key", "role", "sources", "areas", "scopes", "speaks for", "made", "last used", "ends", "note")
        print_table("API keys", columns, [as_row(one) for one in found])


async def run_list(settings: Settings) -> list[KnownKey]:
    async with await open_store(settings.database_url) as store:
        return await store.read(books.all_keys())


def as_row(one: KnownKey) -> tuple[str, ...]:
    rights = one.rights
    ends = f"revoked {one.revoked_at}" if one.revoked_at else one.expires_at or "never"
    lists = (", ".join(words) for words in (rights.sources, rights.areas, rights.scopes, rights.speaks_for))
    return (one.prefix, rights.role.value.lower(), *lists, one.created_at, one.last_used_at or "never", ends, rights.note or "")


def as_data(one: KnownKey) -> dict[str, object]:
    rights = one.rights
    return {
        "prefix": one.prefix,
        "role": rights.role.value,
        "sources": rights.sources,
        "areas": rights.areas,
        "scopes": rights.scopes,
        "speaksFor": rights.speaks_for,
        "note": rights.note,
        "createdAt": one.created_at,
        "lastUsedAt": one.last_used_at,
        "expiresAt": one.expires_at,
        "revokedAt": one.revoked_at,
        "stands": one.stands(now()),
    }


def revoke(prefix: Prefix) -> None:
    """End a key at once. Every process that answers has learned of it within 30 seconds. It cannot be undone; make a new one."""
    asyncio.run(run_revoke(load(), prefix_of(prefix)))
    console.print(f"{prefix} is revoked: it opens nothing any more, in every process within 30 seconds.")


async def run_revoke(settings: Settings, prefix: str) -> None:
    async with await open_store(settings.database_url) as store:
        await store.write(lambda tx: books.revoke(tx, prefix, at=now()))


# --- What was written --------------------------------------------------------------------------------------------------------------


def prefix_of(said: str) -> str:
    """The prefix that is meant. A whole key is refused, for it now stands in the history of a shell. Raises BadArgument."""
    if keys.SHAPE.fullmatch(said):
        raise BadArgument(
            f"Write only the first part, {said[:11]}. The whole key is now in the history of your shell: revoke it, and make a new one."
        )
    if not keys.PREFIX.fullmatch(said):
        raise BadArgument(f"{said[:12]!r} is no prefix of a key; it looks like sg_ab12cd34. `samgraf key list` shows them.")
    return said


def until_of(said: str) -> str | None:
    """The instant after a time such as 90d, None for `never`. Raises BadArgument."""
    if said == "never":
        return None
    found = TIME.fullmatch(said)
    hours = int(found[1]) * HOURS[found[2]] if found else -1
    if not 0 <= hours <= 10 * HOURS["y"]:
        raise BadArgument(f"{said[:20]!r} is no length of time up to ten years; write 12h, 90d, 6w, 2y, or never.")
    return instant(datetime.now(UTC) + timedelta(hours=hours))


def scopes_of(said: list[str] | None) -> tuple[str, ...]:
    for one in said or ():
        if not SCOPE.fullmatch(one):
            raise BadArgument(f"{one[:40]!r} is no scope; write a word of small letters, figures, `:`, `_` and `-`, at most 40.")
    return bounded(said, "scopes")


def speakers_of(said: list[str] | None) -> tuple[str, ...]:
    for one in said or ():
        if kind_of(one) is not EntityKind.ORGANIZATION:
            raise BadArgument(f"{one[:60]!r} is no id of an organization; it looks like org_….")
    return bounded(said, "organizations")


def bounded(said: Iterable[str] | None, what: str) -> tuple[str, ...]:
    found = tuple(sorted(set(said or ())))
    if len(found) > MOST_WORDS:
        raise BadArgument(f"A key has at most {MOST_WORDS} {what}; {len(found)} were given.")
    return found


def note_of(said: str | None) -> str | None:
    if said is not None and (len(said) > LONGEST_NOTE or not said.isprintable()):
        raise BadArgument(f"A note is one line of at most {LONGEST_NOTE} characters.")
    return said


def told_of(rights: Rights) -> str:
    """What a key may, in one phrase."""
    of = f" for {', '.join((*rights.sources, *rights.areas))}" if rights.sources or rights.areas else ""
    return f"a key for a {rights.role.value.lower()}{of}"
