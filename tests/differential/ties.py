"""Who has to do with whom in the small nasty data set: one hub, contested links, the same pair by two roles, ends that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.differential.dataset import Book

ORGANIZATIONS, INITIATIVES, FUNDINGS = range(1, 61), range(101, 161), range(201, 351)
HUB = 1
"""Leads many, gives much, has most of the members."""


def relate(book: Book) -> None:
    """Sets the to-one columns and writes the links that they stand for, with the losers beside them."""
    rows = {table: {row["no"]: row for row in book.rows[table]} for table in ("organization", "initiative", "funding")}
    for i, no in enumerate(INITIATIVES):
        row = rows["initiative"][no]
        row["lead_no"] = (HUB, ORGANIZATIONS[i], None)[i % 3] if i % 10 else None
        row["adapted_from_no"] = 101 + i // 9 if i % 4 == 1 and 101 + i // 9 != no else None
        _link(book, "LEADS", row["lead_no"], no)
        _link(book, "ADAPTED_FROM", no, row["adapted_from_no"])
        if i % 5 == 2:
            _link(book, "LEADS", ORGANIZATIONS[(i + 9) % 60], no, contested=True)
        for partner in {(i * 3) % 60, (i * 5 + 1) % 60, 0 if i % 4 == 0 else 59}:
            if i % 7:
                _link(book, "PARTNER_OF", ORGANIZATIONS[partner], no, contested=i % 11 == 0)
    for i, no in enumerate(ORGANIZATIONS):
        row = rows["organization"][no]
        row["part_of_no"] = ORGANIZATIONS[i // 6] if i % 2 and i // 6 != i else None
        _link(book, "PART_OF", no, row["part_of_no"])
        if i % 3 and no != HUB:
            _link(book, "MEMBER_OF", no, HUB, contested=i % 13 == 0)
        if i % 4 == 1:
            _link(book, "MEMBER_OF", no, ORGANIZATIONS[(i + 7) % 60])
    for i, no in enumerate(FUNDINGS):
        row = rows["funding"][no]
        row["funder_no"] = (HUB, ORGANIZATIONS[i % 10], None, HUB)[i % 4]
        row["recipient_no"] = ORGANIZATIONS[(i * 7) % 60] if i % 6 else None
        row["initiative_no"] = (101, INITIATIVES[i % 60], None)[i % 3]
        _link(book, "GIVES", row["funder_no"], no)
        _link(book, "RECEIVES", row["recipient_no"], no)
        _link(book, "GOES_TO", no, row["initiative_no"])


def _link(book: Book, kind: str, start: int | None, end: int | None, contested: bool = False) -> None:
    pairs = {(row["kind"], row["from_no"], row["to_no"]) for row in book.rows["link"]}
    if start is None or end is None or (kind, start, end) in pairs:
        return
    sort = {row["no"]: row["sort_name"] for row in book.rows["entity"]}
    number = len(book.rows["link"]) + 1
    book.add(
        "link", id=f"link_{number}", kind=kind, from_no=start, to_no=end, from_sort=sort[start], to_sort=sort[end], confidence_percent=80,
        contested=contested, seq=number,
    )  # fmt: skip
