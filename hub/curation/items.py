"""What waits beside contributions, decided and taken back: reports, pairs, held runs, withdrawals. Nobody decides about their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NoReturn

from hub.curation.contribute import Done, Room
from hub.curation.may import looks_after, moderates
from hub.curation.problems import Problems, refuse
from hub.curation.requests import hide
from hub.curation.things import thing_of
from hub.curation.words import told
from hub.domain.ids import RUN
from hub.domain.match import Judgement
from hub.domain.queue import QUEUED, QueueItemType, ReportState, RequestState
from hub.errors import BadArgument, StoreError
from hub.store import decisions, matches, release, reports, requests
from hub.store.queue import Waiting, waiting

ACCEPTED, REJECTED = "ACCEPTED", "REJECTED"
NO_WAY_BACK = (
    "A withdrawal cannot be taken back, not even before it is erased: the past of the thing, and what others said of it, went at once, and "
    "it is remembered beside the database, so that no harvest brings it back."
)


async def decide(room: Room, item: str, kind: QueueItemType, *, accepts: bool, reason: str | None) -> Done:
    """Decides about an item that is no contribution. Raises Problems."""
    one = await waiting(room.tx, item, room.viewer)
    if one is None:
        await _refuse_what_does_not_wait(room, item, kind)
    return Done(decision=await _DECIDERS[kind](room, item, one, accepts, reason))


async def _refuse_what_does_not_wait(room: Room, item: str, kind: QueueItemType) -> NoReturn:
    """Whoever may decide everything is told that it was decided already; to others it looks like what there is not."""
    if room.viewer.looks_after_all:
        known: Any = None
        if kind is QueueItemType.REPORT:
            known = await reports.by_id(room.tx, item)
        elif kind is QueueItemType.WITHDRAWAL:
            known = await requests.by_id(room.tx, item)
        if known is not None:
            raise refuse("ALREADY_DECIDED", f"It is {known.state.lower().replace('_', ' ')} already.", "input", "item")
    raise unknown(item)


def unknown(item: str) -> Problems:
    """Nothing of this id waits for whoever decides."""
    return refuse("NOT_FOUND", f"There is nothing with the id {item[:60]!r} that waits for you.", "input", "item")


def check_own(room: Room, by: str) -> None:
    """Nothing, when an item was brought by somebody else. Raises Problems."""
    if by == room.viewer.name:
        raise refuse("OWN_CONTRIBUTION", "It is your own; somebody else has to look.", "input", "item")


async def _report(room: Room, item: str, _: Waiting, accepts: bool, reason: str | None) -> str:
    one = await reports.by_id(room.tx, item)
    assert one is not None
    check_own(room, one.by)
    await reports.decide(room.tx, one, ReportState.DEALT_WITH if accepts else ReportState.DISMISSED, reason, room.at)
    return await _said(room, item, one.member_no, accepts=accepts, reason=None)  # the answer is for the reporter, and ends with the report


async def _withdrawal(room: Room, item: str, _: Waiting, accepts: bool, reason: str | None) -> str:
    one = await requests.by_id(room.tx, item)
    assert one is not None
    check_own(room, one.by)
    if accepts:
        await hide(room, one, "input", "item")
    else:
        await requests.decide(room.tx, one, RequestState.REJECTED)
    return await _said(room, item, one.member_no, accepts=accepts, reason=None if accepts else reason)  # of what is gone nothing is told


async def _said(room: Room, item: str, member_no: int, *, accepts: bool, reason: str | None) -> str:
    kind = ACCEPTED if accepts else REJECTED
    return await decisions.write(room.tx, kind, member_no, value=item, by=room.viewer.name, at=room.at, reason=reason)


async def _match(room: Room, item: str, _: Waiting, accepts: bool, reason: str | None) -> str:
    judgement, match = Judgement.SAME if accepts else Judgement.DIFFERENT, item.removeprefix(f"{QUEUED}_")
    try:
        return (await matches.decide(room.tx, match, judgement, by=room.viewer.name, reason=reason, at=room.at)).id
    except BadArgument as error:
        raise refuse("ALREADY_DECIDED", str(error), "input", "item") from error


async def _run(room: Room, _: str, one: Waiting, accepts: bool, reason: str | None) -> str:
    assert one.run_no is not None
    try:
        say = release.let_go if accepts else release.throw_away
        return await say(room.tx, one.run_no, room.viewer.name, reason)
    except StoreError as error:
        raise refuse("NOT_ALLOWED", str(error), "input", "item") from error


_DECIDERS: Mapping[QueueItemType, Callable[[Room, str, Waiting, bool, str | None], Awaitable[str]]] = {
    QueueItemType.REPORT: _report, QueueItemType.MATCH: _match, QueueItemType.RUN: _run, QueueItemType.WITHDRAWAL: _withdrawal,
}  # fmt: skip


# --- Taken back --------------------------------------------------------------------------------------------------------------------


async def undo_item(room: Room, kind: QueueItemType, item: str) -> None:
    """Lets a report or a request wait again, as if nobody had decided. Raises Problems."""
    if kind is QueueItemType.REPORT:
        one = await reports.by_id(room.tx, item)
        if one is None or one.state is ReportState.WITHDRAWN:
            raise gone()
        if not one.has_words:
            raise refuse("NOT_ALLOWED", "Its words are gone, for it was decided long ago.", "decision")
        await reports.decide(room.tx, one, ReportState.OPEN, None, None)
        return
    asked = await requests.by_id(room.tx, item)
    if asked is None:
        raise gone()
    if asked.state is RequestState.HIDDEN:
        raise refuse("NOT_ALLOWED", NO_WAY_BACK, "decision")
    await requests.decide(room.tx, asked, RequestState.REQUESTED)


def gone() -> Problems:
    """A decision about what was withdrawn meanwhile."""
    return refuse("NOT_ALLOWED", "What it was about was withdrawn; that cannot be taken back.", "decision")


async def undo_run(room: Room, kind: str, run: str) -> None:
    """Holds a run again that was released or discarded, while that can be done whole. Raises Problems."""
    back = release.hold_again if kind == release.RELEASE else release.pick_up
    try:
        await back(room.tx, int(run.removeprefix(f"{RUN}_")))
    except StoreError as error:
        raise refuse("NOT_ALLOWED", str(error), "decision") from error


# --- Pairs -------------------------------------------------------------------------------------------------------------------------


async def decide_match(room: Room, given: Mapping[str, Any]) -> Done:
    """Says of two things whether they are one; whether a machine proposed them or not."""
    judgement, reason = Judgement(given["decision"]), told(given.get("reason"), "input", "reason")
    left = await thing_of(room.tx, given["left"], None, "input", "left")
    right = await thing_of(room.tx, given["right"], None, "input", "right")
    for side, thing in (("left", left), ("right", right)):
        if not (await looks_after(room.tx, room.viewer, thing.no) or await moderates(room.tx, room.viewer, [thing.no])):
            raise refuse(
                "NOT_ALLOWED", "Moderators say so (within their areas), and who looks after sources that speak of both.", "input", side
            )
    if left.kind is not right.kind:
        raise refuse("WRONG_KIND", f"One is of kind {left.kind}, the other {right.kind}: only within one kind can things be one.", "input")
    if left.member_no == right.member_no:
        raise refuse("INVALID", "These are one id.", "input", "right")
    by, at = room.viewer.name, room.at
    try:
        done = await matches.judge(room.tx, (left.member_no, right.member_no), judgement, by=by, reason=reason, at=at)
    except BadArgument as error:
        raise refuse("ALREADY_DECIDED", str(error), "input", "decision") from error
    return Done(decision=done.id)
