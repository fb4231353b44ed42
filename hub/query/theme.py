"""What can be read of a theme: a word of a small vocabulary. Lists by theme include everything below it."""

from __future__ import annotations

from hub.domain.collation import sort_key
from hub.domain.ids import THEME
from hub.query.noun import Labels, Leaf, Listed, Many, Noun, One, Scalar, Way
from hub.store.tables import entity_theme, theme

LABEL = Labels(theme.c.label, {"da": theme.c.label_da, "en": theme.c.label_en, "de": theme.c.label_de})
BEGINS = Leaf("String", theme.c.sort_label.startswith, lambda text: (sort_key(text),))
"""The label begins with what is typed; a sort key holds no letter that LIKE takes for a pattern."""

THEME_NOUN = Noun(
    "Theme",
    None,
    theme,
    columns={
        "id": Scalar((theme.c.key,), f"'{THEME}_' + {{0}}"),
        "key": theme.c.key,
        "label": LABEL,
        "sdgs": Scalar((theme.c.sdgs,), "loads({0})"),
        "icnptso": theme.c.icnptso,
    },
    relations={
        "broader": One("Theme", on=theme.c.broader_no),
        "narrower": Listed("Theme", Way(theme.c.broader_no, theme.c.no), order=(theme.c.sort_label, theme.c.key)),
        "initiatives": Many("Initiative", {"": Way(entity_theme.c.theme_no, entity_theme.c.no, mixed=True)}),
    },
)
