"""What each piece of evidence weighs, in points for (+) or against (-): the one table to turn when proposals are to be better."""

from __future__ import annotations

from collections.abc import Mapping

BEFORE = -11.0
"""Points before any evidence."""

WEIGHTS: Mapping[str, float] = {
    "SHARED_WORDS": 11.5,  # times the part of both names that is the same, 0 to 1
    "RARE_WORDS": 1.5,  # times what the shared words tell, 0 to 2: two rare words count full
    "ONLY_INITIALS": -2.0,  # one name is nothing but the initials of the other
    "KNOWN_WORDS": -2.0,  # times what it tells: nearly one word, but both are words of other names as well
    "OTHER_WORDS": -2.7,  # times what the words tell that either name has alone, of the one that has less
    "MORE_WORDS": 0.0,  # times what the words tell that only one name has
    "OTHER_NUMBERS": -3.0,
    "OTHER_PART": -1.0,  # only one name says north, upper, mid …
    "SUPPORTERS": -1.5,  # only one name says friends of …
    "OTHER_FORM": -1.5,
    "SAME_PLACE": 2.5,  # times how narrow the shared place is, 0 to 1
    "FAR": -3.5,  # times how little of the place is shared
    "SAME_ADDRESS": 2.0,
    "OTHER_ADDRESS": -2.0,
    "SAME_WEBSITE": 3.5,  # times how few have it
    "OTHER_WEBSITE": -0.3,
    "SAME_IDENTIFIER": 4.0,  # a weak one; two strong ones of one register rule a pair out
    "SAME_TIE": 1.5,
    "OTHER_TYPE": -1.0,
}
