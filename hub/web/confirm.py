"""`/confirm/…`: the page behind the secret link of a mail, on which an organization says that somebody may speak for it.

Opening it changes nothing, for mail servers look at links before people do: only the button does, by POST. What the link is worth is
looked up by the hash of its secret; one that is unknown, over, or used is told alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from hub.domain.dates import now
from hub.domain.secret import digest_of
from hub.errors import SamgrafError
from hub.store import confirmations
from hub.store.confirmations import CONFIRMED, DECLINED, decline, prove
from hub.web.graphql import STATUS
from hub.web.plain import language_of, plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from hub.store.confirmations import Wanted
    from hub.store.store import Store
    from hub.store.writer import Transaction
    from hub.web.door import Door

Says: TypeAlias = "Callable[[Transaction, int, str], Awaitable[object]]"
READ_SECONDS = 5.0
LONGEST_SECRET = 100


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says in one language."""

    title: str
    asks: str
    means: str
    button: str
    done: str
    no: str
    declined: str
    over: str
    later: str


SAID = {
    "da": Said(
        "Må de tale for jer?",
        "<strong>{who}</strong> beder om at tale for <strong>{name}</strong>.",
        "Siger I ja, er det, de fortæller om jer, straks offentligt, og det går forud for andre kilder. Det kan altid tages tilbage.",
        "Ja, de må tale for os",
        "Tak. <strong>{who}</strong> må nu tale for <strong>{name}</strong>.",
        "Nej, og spørg os ikke igen",
        "Tak. <strong>{who}</strong> må ikke tale for <strong>{name}</strong> og kan ikke spørge jer igen.",
        "Linket virker ikke, eller ikke mere. Bed om et nyt, der hvor I bad om det første.",
        "Det gik ikke lige nu. Åbn siden igen om et øjeblik.",
    ),
    "en": Said(
        "May they speak for you?",
        "<strong>{who}</strong> asks to speak for <strong>{name}</strong>.",
        "If you say yes, what they tell about you is public at once and wins over other sources. It can be taken back at any time.",
        "Yes, they may speak for us",
        "Thank you. <strong>{who}</strong> may now speak for <strong>{name}</strong>.",
        "No, and do not ask us again",
        "Thank you. <strong>{who}</strong> may not speak for <strong>{name}</strong>, and cannot ask you again.",
        "The link does not work, or not any more. Ask for a new one where you asked for the first.",
        "That did not work just now. Open the page again in a moment.",
    ),
}


async def confirm(request: Request) -> Response:
    """GET shows what is asked, POST says yes, or no by `?says=no`. All may come again: what was said is told as done."""
    door: Door = request.app.state.door
    lang = language_of(request, door.settings)
    said = SAID[lang]
    try:
        async with door.visit(request):
            says = None if request.method != "POST" else decline if request.query_params.get("says") == "no" else prove
            wanted = await answer(request.app.state.store, request.path_params["secret"], says)
    except SamgrafError as error:
        return page(said, lang, said.later, status=STATUS.get(error.code, 400))
    if wanted is None:
        return page(said, lang, said.over, status=404)
    return page(said, lang, *_told(said, wanted))


async def answer(store: Store, secret: str, says: Says | None) -> Wanted | None:
    """The request that a link belongs to, as it stands after what was said; None for one that is unknown or over. Raises StoreError."""
    wanted = await _wanted(store, secret)
    if wanted is not None and says is not None and wanted.open(now()):
        no = wanted.no
        await store.write(lambda tx: says(tx, no, now()))
        wanted = await _wanted(store, secret)
    return wanted if wanted is not None and (wanted.state in (CONFIRMED, DECLINED) or wanted.open(now())) else None


async def _wanted(store: Store, secret: str) -> Wanted | None:
    return await store.read(confirmations.by_link(digest_of(secret[:LONGEST_SECRET]), now()), READ_SECONDS)


def _told(said: Said, wanted: Wanted) -> tuple[str, ...]:
    """The paragraphs of the page, and its button where something is still to be said."""
    who = f"{wanted.note} ({wanted.by})" if wanted.note else wanted.by
    names = {"who": escape(who), "name": escape(wanted.name)}
    if wanted.state is CONFIRMED:
        return (said.done.format(**names),)
    if wanted.state is DECLINED:
        return (said.declined.format(**names),)
    return (
        said.asks.format(**names),
        said.means,
        (f'<form method="post"><button>{said.button}</button> <button class="no" formaction="?says=no">{said.no}</button></form>'),
    )


def page(said: Said, lang: str, *paragraphs: str, status: int = 200) -> Response:
    """The page; what stands in the paragraphs is escaped already."""
    return plain(said.title, lang, "".join(one if one.startswith("<form") else f"<p>{one}</p>" for one in paragraphs), status)
