"""Who has to do with whom in the small nasty data set: one hub, contested links, the same pair by two roles, ends that are missing."""

from __future__ import annotations

import json
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
        link(book, "LEADS", row["lead_no"], no)
        link(book, "ADAPTED_FROM", no, row["adapted_from_no"])
        if i % 5 == 2:
            link(book, "LEADS", ORGANIZATIONS[(i + 9) % 60], no, contested=True)
        for partner in {(i * 3) % 60, (i * 5 + 1) % 60, 0 if i % 4 == 0 else 59}:
            if i % 7:
                link(book, "PARTNER_OF", ORGANIZATIONS[partner], no, contested=i % 11 == 0)
    for i, no in enumerate(ORGANIZATIONS):
        row = rows["organization"][no]
        row["part_of_no"] = ORGANIZATIONS[i // 6] if i % 2 and i // 6 != i else None
        link(book, "PART_OF", no, row["part_of_no"])
        if i % 3 and no != HUB:
            link(book, "MEMBER_OF", no, HUB, contested=i % 13 == 0)
        if i % 4 == 1:
            link(book, "MEMBER_OF", no, ORGANIZATIONS[(i + 7) % 60])
    for i, no in enumerate(FUNDINGS):
        row = rows["funding"][no]
        row["funder_no"] = (HUB, ORGANIZATIONS[i % 10], None, HUB)[i % 4]
        row["recipient_no"] = ORGANIZATIONS[(i * 7) % 60] if i % 6 else None
        row["initiative_no"] = (101, INITIATIVES[i % 60], None)[i % 3]
        link(book, "GIVES", row["funder_no"], no)
        link(book, "RECEIVES", row["recipient_no"], no)
        link(book, "GOES_TO", no, row["initiative_no"])


def link(book: Book, kind: str, start: int | None, end: int | None, contested: bool = False) -> None:
    pairs = {(row["kind"], row["from_no"], row["to_no"]) for row in book.rows["link"]}
    if start is None or end is None or (kind, start, end) in pairs:
        return
    sort = {row["no"]: row["sort_name"] for row in book.rows["entity"]}
    number = len(book.rows["link"]) + 1
    book.add(
        "link", id=f"link_{number}", kind=kind, from_no=start, to_no=end, from_sort=sort[start], to_sort=sort[end], confidence_percent=80,
        contested=contested, seq=number,
    )  # fmt: skip


def carry(book: Book) -> None:
    """Each link is carried by some of the claims about its ends, live ones and others."""
    members = {row["no"]: row["canonical_no"] for row in book.rows["member"]}
    about: dict[int, list[int]] = {}
    for row in book.rows["claim"]:
        about.setdefault(members[row["member_no"]], []).append(row["no"])
    for nth, row in enumerate(book.rows["link"]):
        claims = about.get(row["from_no"], [])[: nth % 3] + about.get(row["to_no"], [])[: 1 + nth % 2]
        for no in sorted(set(claims)):
            book.add("link_claim", link_no=row["no"], claim_no=no)


REASONS = (["SAME_NAME", True, ["Ålaug"]], ["OTHER_NUMBERS", False, ["1", "2"]], ["SAME_PLACE", True, ["Odense"]])


def propose(book: Book) -> None:
    """Pairs that may be the same: open, decided and undone ones, one whose sides are one thing already, one with a side that is gone."""
    pairs = [(1 + i % 20, 21 + (i * 7) % 39) for i in range(24)] + [(101 + i, 131 + i) for i in range(6)] + [(4, 404), (5, 901)]
    for i, (left, right) in enumerate(sorted(set(pairs))):
        kind = "ORGANIZATION" if left < 100 else "INITIATIVE"
        no = book.add(
            "match", id=f"match_{i}", kind=kind, left_no=left, right_no=right, per_mille=600 + (i * 37) % 400,
            reasons=json.dumps([REASONS[i % 3], REASONS[(i + 1) % 3]]), at="2026-05-01T00:00:00Z", run_no=25 if i % 2 else None,
        )  # fmt: skip
        if i % 3 == 0:
            undone = "2026-05-03T00:00:00Z" if i % 5 == 0 else None
            ends = (right, left) if i % 4 == 0 else (left, right)
            kind = ("DIFFERENT", "UNSURE")[i % 2] if i % 9 else "DIFFERENT"
            book.add(
                "decision", id=f"dec_match_{no}", kind=kind, left_no=ends[0], right_no=ends[1], by="somebody", at="2026-05-02T00:00:00Z",
                undone_at=undone,
            )  # fmt: skip
