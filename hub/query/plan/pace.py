"""Where a plan is walked: in the event loop while it is quick, else in a reader's thread, so that nobody waits for somebody else's answer.

A run is judged by the CPU time that it took, for that tells of the plan; a clock on the wall also tells of everybody else on the machine.
Waiting (for a disk, for a lock) counts only when it is long, for the loop would wait too. Readers of SQLite in WAL mode wait for no writer.

    enters the loop    after QUICK_RUNS quick runs in a row
    leaves it          with the second slow run among about EVERY, or at once with one that is FAR_TOO_SLOW times as slow
    may come back      after twice as many quick runs in a row as the last time; a plan that is slow by its nature so stays out
"""

from __future__ import annotations

SLOW_SECONDS = 0.002
WAITED_SECONDS = 0.05
FAR_TOO_SLOW = 5
QUICK_RUNS = 20
EVERY = 100
MOST_QUICK_RUNS = 20_000


class Pace:
    """How quick the runs of one plan were. `stays`: it never enters the loop, for it may have to wait for what is kept in memory."""

    __slots__ = ("_debt", "_quick", "_stays", "_wanted", "slow")

    def __init__(self, *, stays: bool) -> None:
        self.slow = True
        self._stays, self._quick, self._wanted, self._debt = stays, 0, QUICK_RUNS, 0

    def note(self, cpu: float, waited: float, *, excused: bool = False) -> None:
        """Remembers a run: its seconds of CPU, and those in which it waited. `excused`: being slow does not count against it."""
        if self._stays:
            return
        if cpu <= SLOW_SECONDS and waited <= WAITED_SECONDS:
            self._note_quick()
        elif excused:
            return
        elif self.slow:
            self._quick = 0
        else:
            self._debt += EVERY
            if self._debt > EVERY or cpu > FAR_TOO_SLOW * SLOW_SECONDS:
                self.slow = True
                self._quick, self._debt, self._wanted = 0, 0, min(2 * self._wanted, MOST_QUICK_RUNS)

    def _note_quick(self) -> None:
        if not self.slow:
            self._debt = max(0, self._debt - 1)
            return
        self._quick += 1
        self.slow = self._quick < self._wanted
