"""Each kind of link as words between its ends."""

from __future__ import annotations

from collections.abc import Mapping

from hub.domain.link import LinkKind

WORDS: Mapping[str, tuple[str, str, str]] = {
    LinkKind.LEADS: ("leder", "leads", "leitet"),
    LinkKind.PARTNER_OF: ("er partner i", "is a partner of", "ist Partner von"),
    LinkKind.PART_OF: ("er en del af", "is part of", "ist Teil von"),
    LinkKind.MEMBER_OF: ("er medlem af", "is a member of", "ist Mitglied von"),
    LinkKind.GIVES: ("giver", "gives", "gibt"),
    LinkKind.RECEIVES: ("modtager", "receives", "erhält"),
    LinkKind.GOES_TO: ("går til", "goes to", "geht an"),
    LinkKind.WITHIN: ("er givet fra", "was awarded within", "wurde vergeben aus"),
    LinkKind.PARTY_TO: ("er part i", "is a party to", "ist Partei von"),
    LinkKind.COVERS: ("gælder", "covers", "gilt für"),
    LinkKind.POSTS: ("slår op", "posts", "schreibt aus"),
    LinkKind.CONCERNS: ("handler om", "concerns", "betrifft"),
    LinkKind.ORGANIZES: ("arrangerer", "organizes", "veranstaltet"),
    LinkKind.TAKES_PLACE_AT: ("finder sted i", "takes place at", "findet statt in"),
    LinkKind.HAPPENS_IN: ("sker i", "happens in", "gehört zu"),
    LinkKind.USES: ("bruger", "uses", "nutzt"),
    LinkKind.OWNS: ("ejer", "owns", "besitzt"),
    LinkKind.ADAPTED_FROM: ("er inspireret af", "was adapted from", "wurde übernommen von"),
    LinkKind.EVALUATES: ("evaluerer", "evaluates", "bewertet"),
    LinkKind.TELLS_OF: ("fortæller om", "tells of", "erzählt von"),
    LinkKind.DISCUSSES: ("drøfter", "discusses", "diskutiert"),
    LinkKind.PUBLISHES: ("udgiver", "publishes", "veröffentlicht"),
    LinkKind.SUCCEEDS: ("afløser", "succeeds", "folgt auf"),
    LinkKind.MENTIONS: ("nævner", "mentions", "erwähnt"),
}
"""From -> to, in Danish, English and German."""


def link_words(kind: str, language: str | None) -> str:
    """What stands between the ends of an edge of this kind; Danish where the language is not spoken here.

    >>> link_words("LEADS", "en")
    'leads'
    """
    return WORDS[kind][{"en": 1, "de": 2}.get(language or "", 0)]
