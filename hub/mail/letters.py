"""Letters in Danish and English, written when they are sent; pure.

What others wrote (the name of an organization, the note of a key) stands in the body alone, on one line and cut, never in a header. An
address goes into a header as a parsed address, which has no room for a second one or for a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from hub.settings import ADDRESS, Settings

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says."""

    subject: str
    text: str


CONFIRMATION = {
    "da": Words(
        "Må de tale for jer i Samgraf?",
        """Hej

Nogen beder om at tale for {name} i {hub},
hvor der står, hvem der gør hvad i civilsamfundet. Her kendes de som {who}.

Er det en af jer, så åbn siden, og tryk på knappen:

{link}

Så er det, de fortæller om jer, straks offentligt, og det går forud for andre kilder.
Det kan altid tages tilbage. Linket virker en gang og til {until}.

Ved I ikke, hvem det er, så sig nej på siden, eller lad være. Brevet er sendt til den adresse, som I selv har
offentliggjort, og den er ikke gemt til andet.
""",
    ),
    "en": Words(
        "May they speak for you in Samgraf?",
        """Hello

Somebody asks to speak for {name} in {hub},
which tells who does what in civil society. Here they are known as {who}.

If it is one of you, open the page and press the button:

{link}

Then what they tell about you is public at once, and wins over other sources.
It can be taken back at any time. The link works once, until {until}.

If you do not know who it is, say no on the page, or do nothing. This letter was sent to the address that you
published yourselves; it is not kept for anything else.
""",
    ),
}
TROUBLE = {
    "da": Words("Samgraf: noget skal ses efter", "I {hub}:\n\n{lines}\n\nDet bliver fortalt en gang om dagen, så længe det varer.\n"),
    "en": Words("Samgraf: something wants a look", "In {hub}:\n\n{lines}\n\nThis is told once a day, for as long as it lasts.\n"),
}
FAILS = {
    "da": "- Kilden {key} er ikke hentet {times} gange i træk (samgraf sources).",
    "en": "- Source {key} failed {times} times in a row (samgraf sources).",
}
HELD = {
    "da": "- Kørsel {no} af {key} venter på, at nogen ser på den (samgraf run show {no}).",
    "en": "- Run {no} of {key} waits until somebody has looked at it (samgraf run show {no}).",
}
TRIAL = {
    "da": Words("Samgraf: en prøve", "Det virker: {hub} kan sende post.\n"),
    "en": Words("Samgraf: a trial", "It works: {hub} can send mail.\n"),
}


def confirmation(settings: Settings, *, name: str, who: str, note: str | None, link: str, until: str) -> Words:
    """Asks an organization whether a contributor may speak for it. `until` is an instant."""
    words = CONFIRMATION[settings.mail_language]
    known = one_line(f"{note} ({who})" if note else who)
    day = datetime.fromisoformat(until).strftime("%d.%m.%Y %H:%M UTC")
    return filled(words, name=one_line(name), hub=settings.base_url, who=known, link=link, until=day)


def trouble(settings: Settings, failing: Sequence[tuple[str, int]], held: Sequence[tuple[str, int]]) -> Words:
    """Tells an operator which sources (by key, times) fail and which runs (by source, number) are held."""
    lang = settings.mail_language
    lines = [FAILS[lang].format(key=key, times=times) for key, times in failing]
    lines += [HELD[lang].format(key=key, no=no) for key, no in held]
    return filled(TROUBLE[lang], hub=settings.base_url, lines="\n".join(lines))


def trial(settings: Settings) -> Words:
    """Shows an operator that mail arrives."""
    return filled(TRIAL[settings.mail_language], hub=settings.base_url)


def filled(words: Words, **parts: str) -> Words:
    return Words(words.subject, words.text.format(**parts))


def one_line(text: str) -> str:
    """What somebody wrote, on one line and of a bounded length, without signs that are not to be seen."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


def in_ascii(address: str) -> str:
    """An address as every mail server takes it: its domain in ASCII. Raises ValueError for what is no plain address.

    >>> in_ascii("kontakt@æblelaug.example")
    'kontakt@xn--blelaug-lxa.example'
    """
    before, _, domain = address.strip().rpartition("@")
    plain = f"{before}@{domain.encode('idna').decode()}"
    if not re.fullmatch(ADDRESS, plain):
        raise ValueError("no plain address")
    return plain


def letter(settings: Settings, words: Words, to: str, *, message_id: str, at: str) -> EmailMessage:
    """A letter as it goes to a mail server. `at`: the instant that it was caused at.

    Raises: ValueError for what is no address.
    """
    made = EmailMessage()
    made["From"] = Address("Samgraf", addr_spec=settings.mail_from or "samgraf@localhost")
    made["To"] = Address(addr_spec=in_ascii(to))
    if settings.mail_reply_to:
        made["Reply-To"] = Address(addr_spec=settings.mail_reply_to)
    made["Subject"] = words.subject
    made["Date"] = format_datetime(datetime.fromisoformat(at))
    made["Message-ID"] = f"<{message_id}@{made['From'].addresses[0].domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = settings.mail_language
    made.set_content(words.text)
    return made
