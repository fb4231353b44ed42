"""`samgraf matches`: pairs that may be the same, found by machine and decided by people; every decision can be taken back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.progress import bars, console, follow, print_table
from hub.domain.dates import now
from hub.domain.match import MATCHED_KINDS, Judgement, say
from hub.errors import BadArgument
from hub.harvest.match.propose import THRESHOLD, Found, propose
from hub.settings import load
from hub.store import matches as books
from hub.store.contradictions import contradictions, overruled, too_wide
from hub.store.recognition import Card, cards, facts
from hub.store.store import open_store

if TYPE_CHECKING:
    from hub.store.store import Store

FACTS_SECONDS = 600.0
KEYS = {"s": Judgement.SAME, "d": Judgement.DIFFERENT, "u": Judgement.UNSURE}
OPERATOR = "operator"

By = Annotated[str, typer.Option("--by", help="The role that decides; no person's name.")]
Kind = Annotated[str | None, typer.Option("--kind", help="Only organization, initiative or venue.")]
Language = Annotated[str, typer.Option("--lang", help="Reasons in en or da.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Find pairs that may be the same, and decide about them.")
    group.command(name="find")(find)
    group.command(name="list")(show)
    group.command(name="decide")(decide)
    group.command(name="undo")(undo)
    group.command(name="work")(work)
    group.command(name="contradictions")(show_contradictions)
    app.add_typer(group, name="matches")


# --- Find --------------------------------------------------------------------------------------------------------------------------


def find(
    threshold: Annotated[float, typer.Option(help="The least score of a proposal, from 0 to 1.", min=0.05, max=1.0)] = THRESHOLD,
) -> None:
    """Compare names, places, websites and identifiers, and propose pairs that may be the same.

    Nothing is merged. What is decided is not proposed again; open proposals from before are replaced.
    """
    found, kept = asyncio.run(run_find(threshold))
    console.print(f"{found.compared:,} pairs compared, {kept:,} proposed. See them with `samgraf matches list`.")


async def run_find(threshold: float) -> tuple[Found, int]:
    async with await open_store(load().database_url) as store:
        things = await store.read(facts(), FACTS_SECONDS)
        decided = await store.read(books.decided_pairs())
        with bars() as progress:
            found = propose(things, decided.keys(), threshold=threshold, report=follow(progress, "matches"))
        kept = await store.write(lambda tx: books.replace(tx, found.proposals, now()))
    return found, kept


# --- See ---------------------------------------------------------------------------------------------------------------------------


def show(
    kind: Kind = None, limit: Annotated[int, typer.Option(help="Most to show.", min=1, max=100_000)] = 20, language: Language = "en"
) -> None:
    """Show the open proposals, the likeliest first."""
    queue, known = asyncio.run(read_queue(checked_kind(kind), limit))
    if not queue:
        console.print("No open proposals. `samgraf matches find` looks for them.")
        return
    rows = [
        (one.id, f"{one.per_mille / 10:.0f} %", named(known.get(one.left)), named(known.get(one.right)), reasons(one, language))
        for one in queue
    ]
    print_table("Pairs that may be the same", ("match", "score", "one", "other", "why"), rows)


async def read_queue(kind: str | None, limit: int) -> tuple[list[books.Open], dict[int, Card]]:
    async with await open_store(load().database_url) as store:
        queue = await store.read(books.open_matches(kind, limit))
        return queue, await store.read(cards([no for one in queue for no in (one.left, one.right)]))


def checked_kind(kind: str | None) -> str | None:
    if kind is not None and kind.upper() not in MATCHED_KINDS:
        raise BadArgument(f"{kind[:40]!r} is no kind that is matched; choose organization, initiative or venue.")
    return kind.upper() if kind else None


def named(card: Card | None) -> str:
    return "(withdrawn)" if card is None else card.name


def reasons(one: books.Open, language: str) -> str:
    language = language if language in ("da", "en") else "en"
    return "\n".join(("+ " if reason.speaks_for else "- ") + say(reason, language) for reason in one.reasons)


# --- Decide ------------------------------------------------------------------------------------------------------------------------


def decide(
    match: Annotated[str, typer.Argument(help="The id of a proposal.")],
    judgement: Annotated[str, typer.Argument(help="same, different or unsure.")],
    reason: Annotated[str | None, typer.Option(help="Why; shown beside the decision.")] = None,
    by: By = OPERATOR,
) -> None:
    """Say whether the two things of a proposal are the same.

    `same` makes them one for every reader; nothing that a source said is changed, and `samgraf matches undo` restores both.
    """
    if judgement.upper() not in Judgement.__members__:
        raise BadArgument(f"{judgement[:40]!r} is no answer; say same, different or unsure.")
    tell(asyncio.run(run_decide(match, Judgement(judgement.upper()), reason, by)))


async def run_decide(match: str, judgement: Judgement, reason: str | None, by: str) -> books.Decided:
    async with await open_store(load().database_url) as store:
        return await store.write(lambda tx: books.decide(tx, match, judgement, by=by, reason=reason, at=now()))


def undo(decision: Annotated[str, typer.Argument(help="The id of a decision, such as decision_12.")]) -> None:
    """Take a decision back: what it joined is two again, and its proposal is open again."""
    done = asyncio.run(run_undo(decision))
    console.print(f"{done.id} is taken back; the two things are {'still one, for another reason' if done.one_thing else 'two'}.")


async def run_undo(decision: str) -> books.Decided:
    async with await open_store(load().database_url) as store:
        return await store.write(lambda tx: books.undo(tx, decision, at=now()))


def tell(done: books.Decided) -> None:
    """What a decision did, and how to take it back."""
    what = "one thing now" if done.one_thing else "two things"
    if done.judgement is Judgement.SAME and not done.one_thing:
        what = "still two things: an earlier decision keeps them apart"
    for one in done.against:
        console.print(one, markup=False, soft_wrap=True)
    console.print(f"{done.id}: {done.judgement.value.lower()}; {what}. `samgraf matches undo {done.id}` takes it back.")


def show_contradictions() -> None:
    """Show what contradicts: what a `different` stopped, values that identify too much, and what persons set differently on one thing."""
    found = asyncio.run(read_contradictions())
    for one in found:
        console.print(one, markup=False, soft_wrap=True)
    if not found:
        console.print("Nothing contradicts.")


async def read_contradictions() -> list[str]:
    async with await open_store(load().database_url) as store:
        apart, wide, values = await store.write(contradictions), await store.write(too_wide), await store.write(overruled)
        return [str(one) for one in (*apart, *wide, *values)]


# --- Work --------------------------------------------------------------------------------------------------------------------------


def work(kind: Kind = None, reason: Annotated[str | None, typer.Option(help="Why; for all.")] = None, by: By = OPERATOR,
         language: Language = "en") -> None:  # fmt: skip
    """Go through the open proposals one by one: s same, d different, u unsure, q quit."""
    asyncio.run(run_work(checked_kind(kind), reason, by, language))


async def run_work(kind: str | None, reason: str | None, by: str, language: str) -> None:
    """One pair a screen until nothing is open or the person leaves; every answer is kept at once."""
    done = 0
    async with await open_store(load().database_url) as store:
        while queue := await store.read(books.open_matches(kind)):
            one = queue[0]
            await show_pair(store, one, len(queue), language)
            judgement = asked()
            if judgement is None:
                break
            tell(await store.write(lambda tx, one=one, said=judgement: books.decide(tx, one.id, said, by=by, reason=reason, at=now())))  # type: ignore[misc]
            done += 1
    console.print(f"{done:,} decided.")


def asked() -> Judgement | None:
    """The answer by key, or None to leave; asks until it is one."""
    while True:
        key = typer.getchar().lower()
        if key in KEYS:
            return KEYS[key]
        if key in ("q", "\x1b", "\x03", "\x04", ""):
            return None


async def show_pair(store: Store, one: books.Open, left_over: int, language: str) -> None:
    """Both sides beside one another, and what speaks for and against."""
    known = await store.read(cards([one.left, one.right]))
    console.clear()
    sides = (known.get(one.left), known.get(one.right))
    lines = ("name", "other names", "type", "places", "website", "identifiers", "sources", "id")
    rows = [(line, *(said(side, line) for side in sides)) for line in lines]
    print_table(f"{one.id} · {one.kind.lower()} · {one.per_mille / 10:.0f} % · {left_over:,} open", ("", "one", "other"), rows)
    console.print(reasons(one, language), markup=False)
    console.print("\n[bold]s[/bold] same   [bold]d[/bold] different   [bold]u[/bold] unsure   [bold]q[/bold] quit")


def said(card: Card | None, line: str) -> str:
    if card is None:
        return "(withdrawn)" if line == "name" else ""
    value = getattr(card, line.replace(" ", "_"))
    return "\n".join(value) if isinstance(value, tuple) else value or ""
