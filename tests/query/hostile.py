"""Documents that mean harm, each just small enough for the body of a request."""

from __future__ import annotations

from collections.abc import Callable


def fan_out(deep: int = 30) -> str:
    """Each fragment spreads the next one twice: it unfolds to 2^30 fields."""
    fans = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} __typename ...F{n + 1} }}" for n in range(deep))
    return f"{{ ...F0 }} {fans} fragment F{deep} on Query {{ __typename }}"


def nested_fan_out(deep: int = 30) -> str:
    """The same with the spreads in objects of their own, so that no two merge."""
    twice = "links {{ nodes {{ from {{ ...F{0} }} to {{ ...F{0} }} }} }}"
    fans = " ".join(f"fragment F{n} on Entity {{ {twice.format(n + 1)} }}" for n in range(deep))
    return f'{{ node(id: "x") {{ ...F0 }} }} {fans} fragment F{deep} on Entity {{ id }}'


def aliases(count: int = 1_000) -> str:
    return "{ " + " ".join(f"a{n}: __typename" for n in range(count)) + " }"


def hidden_aliases() -> str:
    """60 aliases in a fragment that is used 20 times."""
    uses = " ".join("... on Query { ...F }" for _ in range(20))
    return f"{{ {uses} }} fragment F on Query {{ {' '.join(f'a{n}: __typename' for n in range(60))} }}"


def equal_fields(count: int = 5_000) -> str:
    return '{ area(code: "dk") { ' + "name " * count + "} }"


def equal_objects(count: int = 600) -> str:
    return '{ area(code: "dk") { ' + "children { name } " * count + "} }"


def equal_objects_of_equal_objects() -> str:
    """Few tokens, and each of the 28 objects has 28 fields to be compared with those of all others."""
    return '{ area(code: "dk") { ' + ("initiatives { " + "totalCount " * 28 + "} ") * 28 + "} }"


def equal_filters() -> str:
    """Long arguments that have to be compared in pairs."""
    leaves = ", ".join('{text: "a"}' for _ in range(9))
    return '{ area(code: "dk") { ' + f"initiatives(filter: {{and: [{leaves}]}}) {{ totalCount }} " * 30 + "} }"


def many_fragments() -> str:
    """Each pair of fragments that stand in one place has to be compared."""
    fragments = " ".join(f"fragment F{n} on Area {{ name }}" for n in range(150))
    return '{ area(code: "dk") { ' + " ".join(f"...F{n}" for n in range(150)) + " } } " + fragments


def directives(count: int = 1_000, name: str = "include(if: true)") -> str:
    return "{ __typename " + f"@{name} " * count + "}"


def introspection(deep: int = 150) -> str:
    return "{ __schema { types { " + "fields { type { " * (deep // 2) + "name" + " } }" * (deep // 2) + " } } }"


def deep_fields(deep: int = 150) -> str:
    return "{ areas { nodes { " + "parent { " * deep + "name" + " }" * deep + " } } }"


def deep_through_fragments() -> str:
    chain = " ".join(f"fragment F{n} on Area {{ parent {{ ...F{n + 1} }} }}" for n in range(30))
    return f"{{ areas {{ nodes {{ ...F0 }} }} }} {chain} fragment F30 on Area {{ name }}"


def circular() -> str:
    """A fragment that spreads itself, beside enough equal fields to keep a validator busy."""
    return equal_objects_of_equal_objects() + " fragment A on Area { parent { ...B } } fragment B on Area { parent { ...A } }"


def deep_lists(deep: int = 8_000) -> str:
    return "{ nodes(ids: " + "[" * deep + "]" * deep + ") { id } }"


def comment(size: int = 99_000) -> str:
    return "#" + "x" * size + "\n{ __typename }"


def comments(count: int = 9_000) -> str:
    return "#\n" * count + "{ __typename }"


def block_string(size: int = 99_000) -> str:
    return '{ node(id: """' + "x" * size + '""") { id } }'


def long_list(count: int = 14_000) -> str:
    return "{ nodes(ids: [" + ", ".join("1" for _ in range(count)) + "]) { id } }"


HOSTILE: dict[str, tuple[Callable[[], str], set[str]]] = {
    "fan-out of fragments": (fan_out, {"TOO_MANY_FIELDS"}),
    "fan-out of objects": (nested_fan_out, {"TOO_DEEP"}),
    "1,000 aliases": (aliases, {"TOO_MANY_TOKENS", "TOO_MANY_ALIASES"}),
    "300 aliases": (lambda: aliases(300), {"TOO_MANY_ALIASES"}),
    "aliases in a fragment": (hidden_aliases, {"TOO_MANY_ALIASES"}),
    "5,000 equal fields": (equal_fields, {"TOO_LONG", "TOO_MANY_TOKENS", "TOO_MANY_FIELDS"}),
    "1,900 equal fields": (lambda: equal_fields(1_900), {"TOO_MANY_FIELDS"}),
    "900 equal fields": (lambda: equal_fields(900), {"TOO_MANY_FIELDS"}),
    "600 equal objects": (equal_objects, {"TOO_MANY_TOKENS", "TOO_MANY_FIELDS"}),
    "equal objects of equal objects": (equal_objects_of_equal_objects, {"TOO_MANY_FIELDS"}),
    "equal filters": (equal_filters, {"TOO_MANY_FIELDS"}),
    "150 fragments in one place": (many_fragments, {"TOO_MANY_FIELDS"}),
    "1,000 directives": (directives, {"TOO_MANY_TOKENS", "TOO_MANY_DIRECTIVES"}),
    "200 directives": (lambda: directives(200), {"TOO_MANY_DIRECTIVES"}),
    "900 unknown directives": (lambda: directives(900, "nosuch"), {"TOO_MANY_DIRECTIVES"}),
    "introspection of 150 levels": (introspection, {"TOO_DEEP"}),
    "150 levels": (deep_fields, {"TOO_DEEP"}),
    "30 levels through fragments": (deep_through_fragments, {"TOO_DEEP"}),
    "circular fragments": (circular, {"VALIDATION", "TOO_MANY_FIELDS"}),
    "lists in lists": (deep_lists, {"SYNTAX", "TOO_MANY_TOKENS"}),
    "a comment of 99 kB": (comment, {"TOO_LONG", "OK"}),
    "9,000 comments": (comments, {"TOO_MANY_TOKENS", "OK"}),
    "a block string of 99 kB": (block_string, {"TOO_LONG", "OK"}),
    "a list of 14,000": (long_list, {"TOO_LONG", "OVER_LIMIT"}),
}
"""By name: how to make it, and the codes with which it may be refused, by whoever has fewest limits or most."""
