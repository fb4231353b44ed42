"""The post: takes what waits in the outbox, writes each letter, hands it over, and writes what became of it.

A secret link is made when a letter is written: its hash is kept in the transaction that takes the letter, the link itself only in the
letter. So each attempt has a link of its own, and all of them open the same page.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import select

from hub.domain.dates import instant, now
from hub.domain.secret import digest_of
from hub.domain.source import RunOutcome
from hub.mail import letters
from hub.mail.letters import Words
from hub.mail.server import Outcome, Send
from hub.sdk.private import is_role_mail
from hub.settings import Settings
from hub.store import confirmations, outbox
from hub.store import tables as t
from hub.store.outbox import Taken
from hub.store.store import Store
from hub.store.writer import Transaction
from hub.telemetry import log

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
KEPT = timedelta(days=90)
MOST_TOLD = 50
_s, _r = t.source, t.run
_FAILING = select(_s.c.key, _s.c.failures).where(_s.c.failures > 0).order_by(_s.c.key)
_HELD = (
    select(_s.c.key, _r.c.no)
    .join(_r, _r.c.source_no == _s.c.no)
    .where(_r.c.outcome == RunOutcome.HELD.value)
    .order_by(_r.c.no)
    .limit(MOST_TOLD)
)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that is ready: to whom, and what it says."""

    to: str
    words: Words


class Post:
    """Delivers what a store has in its outbox. `send` is None where there is no mail server: then letters are printed."""

    def __init__(self, store: Store, settings: Settings, send: Send | None) -> None:
        self._store, self._settings, self._send = store, settings, send

    async def deliver(self) -> int:
        """Hands over everything that is due now, one letter after the other; how many went out. Raises StoreError."""
        gone = 0
        while await self._store.read(outbox.is_due(now())):
            taken, written = await self._store.write(self._take)
            if taken is None:
                break
            gone += await self._one(taken, written)
        return gone

    async def _take(self, tx: Transaction) -> tuple[Taken | None, Written | None]:
        """The next letter, this process's own for as long as handing it over may take."""
        until = datetime.now(UTC) + timedelta(seconds=2 * self._settings.mail_seconds + 60)
        taken = await outbox.take(tx, now(), instant(until))
        if taken is None or taken.attempts > self._settings.mail_tries:  # whoever sent it was killed each time
            return taken, None
        return taken, await (self._asks(tx, taken) if taken.letter == outbox.CONFIRMATION else self._tells(tx))

    async def _asks(self, tx: Transaction, taken: Taken) -> Written | None:
        """A letter that asks an organization; None when the request is over, or there is no address of a role any more."""
        at = now()
        wanted = await confirmations.by_no(tx, taken.confirmation_no or 0, at)
        if wanted is None or not wanted.open(at) or wanted.address is None or not is_role_mail(wanted.address):
            return None
        secret = secrets.token_urlsafe(32)
        await confirmations.add_link(tx, wanted.no, digest_of(secret))
        link = f"{self._settings.base_url}/confirm/{secret}"
        words = letters.confirmation(self._settings, name=wanted.name, who=wanted.by, note=wanted.note, link=link, until=wanted.expires_at)
        return Written(wanted.address.strip().removeprefix("mailto:"), words)

    async def _tells(self, tx: Transaction) -> Written | None:
        """A letter that tells the operator; None when there is nothing to tell any more, or nobody to tell it to."""
        failing, held = await trouble(tx, self._settings)
        if not self._settings.operator_mail or not (failing or held):
            return None
        return Written(self._settings.operator_mail, letters.trouble(self._settings, failing, held))

    async def _one(self, taken: Taken, written: Written | None) -> int:
        """One letter; 1 when it went out. Whatever goes wrong with it is written down, and the next one has its turn."""
        outcome = Outcome("NOTHING_TO_SEND", final=True)
        if written is not None:
            try:
                message = letters.letter(self._settings, written.words, written.to, message_id=taken.message_id, at=taken.at)
            except ValueError:
                outcome = Outcome("NO_ADDRESS", final=True)
            else:
                outcome = await (self._send or shown)(message)
        await self._store.write(lambda tx: self._note(tx, taken, outcome))
        if outcome.code is not None:
            log("mail").warning(
                "not-sent", letter=taken.no, kind=taken.letter, why=outcome.code, attempt=taken.attempts, final=outcome.final
            )
        return int(outcome.code is None)

    async def _note(self, tx: Transaction, taken: Taken, outcome: Outcome) -> None:
        if outcome.code is None:
            await outbox.end(tx, taken.no, outbox.SENT, now())
        elif outcome.final or taken.attempts >= self._settings.mail_tries:
            await outbox.end(tx, taken.no, outbox.GIVEN_UP, now(), outcome.code)
            if taken.confirmation_no is not None:
                await confirmations.undelivered(tx, taken.confirmation_no)
        else:
            pause = min(FIRST_PAUSE * 2 ** (taken.attempts - 1), LONGEST_PAUSE)
            await outbox.later(tx, taken.no, instant(datetime.now(UTC) + pause), outcome.code)

    async def look_for_trouble(self) -> None:
        """Has the operator told what is wrong, unless that was done within a day; forgets what is long over. Raises StoreError."""

        async def job(tx: Transaction) -> None:
            moment = datetime.now(UTC)
            await outbox.forget(tx, instant(moment - KEPT))
            if not self._settings.operator_mail or (await outbox.newest(tx, outbox.TROUBLE) or "") > instant(moment - timedelta(days=1)):
                return
            if any(await trouble(tx, self._settings)):
                await outbox.put(tx, outbox.TROUBLE, instant(moment))

        await self._store.write(job)


async def trouble(tx: Transaction, settings: Settings) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Sources that failed so often as the settings say, by key and times; held runs, by source and number."""
    failing = [(key, times) for key, times in await tx.rows(_FAILING) if times >= settings.alert_failures]
    return failing[:MOST_TOLD], list(await tx.rows(_HELD))


async def shown(message: EmailMessage) -> Outcome:
    """Prints a letter as it would be sent: an operator without a mail server hands it on."""
    head = "\n".join(f"{name}: {value}" for name, value in message.items() if name in ("From", "To", "Reply-To", "Subject", "Date"))
    print(f"--- mail (SAMGRAF_MAIL_HOST is not set) ---\n{head}\n\n{message.get_content()}---", flush=True)  # noqa: T201 - that is what it is for
    return Outcome()
