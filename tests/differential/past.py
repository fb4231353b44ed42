"""What was, in the small nasty data set: things that were otherwise, were away for a while, or live on in others."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hub.domain.collation import sort_key

if TYPE_CHECKING:
    from tests.differential.dataset import Book

Row = dict[str, Any]
NOW = 5000
FLOOR = 700
"""Some changes below this number are said to be gone."""
CHILDREN = ("text", "entity_theme", "entity_area", "entity_source", "identifier")
FIELDS = (["name"], ["awarded_on", "amount"], ["links"], ["organization_type", "themes", "url"], None)


def remember(book: Book) -> None:
    """Gives every thing a life: its changes, and how it was before."""
    feed = Feed(book)
    for i, row in enumerate(list(book.rows["entity"])):
        if i % 3 == 0:
            first, second = feed.tell("CREATED", row, 10 + i), feed.tell("UPDATED", row, 1000 + 3 * i)
            was(book, row, (first, second), 1)
            was(book, row, (second, row["seq"]), 2)
            feed.tell("UPDATED", row, row["seq"])
        elif i % 7 == 1:
            first, second = feed.tell("CREATED", row, 10 + i), feed.tell("HIDDEN", row, 2000 + 2 * i)
            was(book, row, (first, second), 3)
            feed.tell("CREATED", row, row["seq"])
        else:
            feed.tell("CREATED" if i % 7 else "SPLIT", row, row["seq"])
    link(book)
    survivors = {row["no"]: row for row in book.rows["entity"]}
    for i, member in enumerate(book.rows["member"]):
        if member["no"] in survivors or member["published_seq"] is None:
            continue
        survivor = survivors[member["canonical_no"]]
        first = feed.tell("CREATED", member, 3000 + i)
        end = feed.tell(("MERGED", "HIDDEN", "WITHDRAWN")[i % 3], member, 3600 + i, into=survivor["id"] if i % 3 == 0 else None)
        if i % 3 != 2:
            was(book, survivor, (first, end), 4, no=member["no"], id=member["id"])
    book.rows["change"].sort(key=lambda row: row["seq"])
    book.add("change_floor", seq=FLOOR, at=at(FLOOR))


def at(seq: int) -> str:
    """When a change was made."""
    return (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=20 * seq)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Feed:
    """Gives numbers, each once."""

    def __init__(self, book: Book) -> None:
        self.book, self.taken = book, set[int]()

    def tell(self, kind: str, row: Row, seq: int, into: str | None = None) -> int:
        """One line, at this number or the next that is free (never beyond the present); the number."""
        while seq in self.taken and seq < NOW - 400:
            seq += 1
        if seq in self.taken:
            return seq
        self.taken.add(seq)
        fields = FIELDS[seq % 5] if kind == "UPDATED" else None
        self.book.rows["change"].append({
            "seq": seq, "at": at(seq), "type": kind, "no": row["no"], "id": row["id"], "kind": row["kind"], "into_id": into,
            "fields": json.dumps(fields) if fields else None, "run_no": seq % 28 or None,
        })  # fmt: skip
        return seq


def was(book: Book, row: Row, span: tuple[int, int], life: int, **other: Any) -> None:
    """One interval of a thing: much as it is now, but for some of it."""
    no = row["no"]
    times = {"from_seq": span[0], "to_seq": span[1]}
    name = f"{('Ærlig', 'Åben', 'Da', 'Før')[life % 4]} {row['name']}"
    old = {"name": name, "sort_name": sort_key(name), "updated_at": at(span[0]), "claim_no": claim(book, row, life), "origins": None}
    if life == 1:
        old |= {"url": None, "area_no": 6, "summary": "Før."}
    if life == 2 and no % 2:
        old |= {"claim_no": row["claim_no"], "origins": row["origins"]}
    book.rows["entity_was"].append({**{key: value for key, value in row.items() if key != "seq"}, **old, **times, **other})
    noun = next(one for one in book.rows[row["kind"].lower()] if one["no"] == no)
    book.rows[f"{row['kind'].lower()}_was"].append({**noun, **OTHERWISE[row["kind"]][life % 2], **times, **other_no(other)})
    for table in CHILDREN:
        for nth, child in enumerate([one for one in book.rows[table] if one["no"] == no]):
            if (nth + life) % 3 or table == "entity_source":
                changed = {"value": f"{child['value']} (før)"} if table == "text" and life < 3 else {}
                book.rows[f"{table}_was"].append({**child, **changed, **times, **other_no(other)})


def link(book: Book) -> None:
    """Links are as old as the readings of their ends; those of ends that were otherwise were otherwise, too, and longer there."""
    age = {row["no"]: row["seq"] for row in book.rows["entity"]}
    then = {row["no"]: row for row in book.rows["entity_was"] if row["to_seq"] == age.get(row["no"])}
    for nth, row in enumerate(book.rows["link"]):
        ends = row["from_no"], row["to_no"]
        row["seq"] = max(age[no] for no in ends)
        if all(no in then for no in ends) and nth % 3:
            span = {"from_seq": max(then[no]["from_seq"] for no in ends), "to_seq": min(age[no] for no in ends)}
            old = {**{key: value for key, value in row.items() if key != "seq"}, **span, "contested": nth % 4 == 0}
            old["from_sort"], old["to_sort"] = (then[no]["sort_name"] for no in ends)
            if span["from_seq"] < span["to_seq"]:
                book.rows["link_was"].append(old)


def other_no(other: Row) -> Row:
    return {"no": other["no"]} if "no" in other else {}


OTHERWISE: dict[str, tuple[Row, Row]] = {
    "ORGANIZATION": ({"organization_type": "OTHER", "part_of_no": None}, {"website": None, "confirmed": False, "part_of_no": 1}),
    "INITIATIVE": ({"lead_no": 1, "status": "IDEA"}, {"adapted_from_no": None, "lead_no": 2}),
    "OPPORTUNITY": ({"by_no": 1, "state": "UPCOMING", "closes_at": None}, {"skills": "[]", "initiative_no": 101}),
    "EVENT": ({"organizer_no": 2, "free": None}, {"venue_no": 2201, "initiative_no": None, "event_status": "MOVED"}),
    "VENUE": ({"owner_no": 1, "capacity": None}, {"country": None, "street": None}),
    "AGREEMENT": ({"initiative_no": 101, "valid_to": None}, {"agreement_type": "OTHER"}),
    "DISCUSSION": ({"forum": "Før"}, {"reply_count": None, "discussion_state": "OPEN"}),
    "STORY": ({"publisher_no": 1}, {"story_type": "OTHER", "publisher_no": None}),
    "EVALUATION": ({"of_no": 101, "outcome": "UNKNOWN"}, {"evaluator_no": 3, "of_no": None}),
    "FUNDING": ({"amount_minor": 77, "currency": "DKK", "amount_asc": 77, "amount_desc": -77}, {"funder_no": 3, "recipient_no": None}),
}


def claim(book: Book, row: Row, life: int) -> int:
    """What was said then, by a claim that is no longer live."""
    said: Row = {"name": {"da": f"Før {row['no'] % 9}", "en": "Before"}, "url": None, "themes": ["water"], "contact": {"role": "x"}}
    if row["kind"] == "FUNDING":
        said["amount"] = {"minor": 77, "currency": "DKK"}
    if life == 2:
        said = {"name": said["name"], "summary": {"de": "Vorher"}}
    state = ("retired", "hidden", "retired", "withdrawn")[(row["no"] + life) % 4]
    no = book.add(
        "claim", member_no=row["no"], source_no=1, hash=f"{row['no']}-was-{life}".encode() + str(len(book.rows["claim"])).encode(),
        state=state, run_no=1, data=json.dumps({"values": said, "references": []}), since_run=1,
    )  # fmt: skip
    for nth in range(row["no"] % 3):
        record = book.add(
            "record", source_no=1, key=f"was {no}", hash=b"w", row="{}", run_no=1, retrieved_at=at(10 + nth), current=False,
            state=("retired", "withdrawn", "hidden")[(nth + no) % 3],
        )  # fmt: skip
        book.add("claim_record", claim_no=no, record_no=record)
    return no
