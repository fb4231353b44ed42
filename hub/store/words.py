"""Words as the word index holds them, and questions in words as it is asked. Pure: no database here.

A text is folded (hub/domain/collation.py), then each word is followed by its stem in the language of the text, where that is another word.
A question is words, never syntax: each must be met, by itself, by its stem in any of the languages, by its beginning when it is short or
the last one typed, or within a word of a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from Stemmer import Stemmer

from hub.domain.collation import fold
from hub.errors import OverLimit
from hub.store.guess import UNKNOWN, guessed

LANGUAGES: Final[Mapping[str, str]] = {
    "da": "danish", "de": "german", "en": "english", "sv": "swedish", "no": "norwegian", "nb": "norwegian", "nn": "norwegian",
}  # fmt: skip
"""The languages whose words have stems here; words of any other are kept as they are."""
MOST_WORDS, LONGEST_WORD = 10, 40
SHORT = 3
"""So many letters stand inside a word of a name; fewer are the beginning of a word."""
APART = " x "
"""What stands between the pieces of two words: a letter alone is no piece, so no piece is found across words."""
_REMEMBERED = 100_000


class _Forms(dict[str, str]):
    """Each word of one language with what it is indexed by: `foreninger forening`. Bounded; a word comes up again and again."""

    def __init__(self, algorithm: str) -> None:
        super().__init__()
        self.stem = Stemmer(algorithm, 0).stemWord

    def __missing__(self, word: str) -> str:
        stem = self.stem(word)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = forms = f"{word} {stem}" if stem != word else word
        return forms


_OF_ALGORITHM: Final = {algorithm: _Forms(algorithm) for algorithm in dict.fromkeys(LANGUAGES.values())}
_OF_LANGUAGE: Final = {lang: _OF_ALGORITHM[algorithm] for lang, algorithm in LANGUAGES.items()}


# --- What is kept ------------------------------------------------------------------------------------------------------------------


def words_of(text: str, lang: str = UNKNOWN) -> str:
    """The words of a text as they are indexed, separated by spaces; without stems in a language that has none here.

    >>> words_of("Foreninger på Ærø", "da")
    'foreninger forening paa aeroe'
    """
    folded, forms = fold(text), _OF_LANGUAGE.get(lang)
    return folded if forms is None else " ".join(map(forms.__getitem__, folded.split()))


def pieces_of(text: str) -> str:
    """All three letters in a row of each word of a name, by which it is found from within.

    >>> pieces_of("Bold by bold")
    'bol old x bol old'
    """
    return APART.join(dict.fromkeys(_pieces(word) for word in fold(text).split() if len(word) >= SHORT)) if text else ""


def _pieces(word: str) -> str:
    return " ".join(word[at : at + SHORT] for at in range(len(word) - SHORT + 1))


# --- What is asked -----------------------------------------------------------------------------------------------------------------


def asked_words(text: str) -> list[str]:
    """The words of a question, folded. Raises OverLimit."""
    if len(text) > MOST_WORDS * LONGEST_WORD * 4:
        raise OverLimit(f"{len(text)} characters are too many to search for; at most {MOST_WORDS} words are. Ask for fewer.")
    words = fold(text).split()
    if len(words) > MOST_WORDS:
        raise OverLimit(f"At most {MOST_WORDS} words can be searched for at once; {len(words)} were given. Leave some out.")
    for word in words:
        if len(word) > LONGEST_WORD:
            raise OverLimit(f"A word to search for may have {LONGEST_WORD} letters; {word[:20]}… has {len(word)}. Ask by its beginning.")
    return words


@lru_cache(4096)
def stems_of(word: str) -> tuple[str, ...]:
    """A word of a question and its stems in all languages, each once."""
    return tuple(dict.fromkeys((word, *(forms[word].rpartition(" ")[2] for forms in _OF_ALGORITHM.values()))))


def by_beginning(words: list[str], place: int) -> bool:
    """Whether the word at this place is met by the words that begin with it, too."""
    return len(words[place]) < SHORT or place == len(words) - 1


def expression(words: list[str], *, names: bool = False) -> str:
    """A question as an expression of FTS5, of `names` alone or of everything: every word is quoted. Without any, nothing is met."""
    where = "name" if names else "{name body}"
    return " AND ".join(_met(where, word, beginning=by_beginning(words, place)) for place, word in enumerate(words)) or '""'


def _met(where: str, word: str, *, beginning: bool) -> str:
    whole = [f'"{one}"' for one in stems_of(word)] + ([f'"{word}"*'] if beginning else [])
    met = f"{where} : ({' OR '.join(whole)})"
    return f'({met} OR part : "{_pieces(word)}")' if len(word) >= SHORT else f"({met})"


def indexed(names: Iterable[tuple[str, str]], texts: Iterable[tuple[str, str]], others: Iterable[str]) -> tuple[str, str, str]:
    """What the index holds of one thing: names, everything else, pieces of names.

    Names and texts are (language, words); the language of those of which nobody knows it is guessed.
    """
    names = sorted(set(names))
    body = [words_of(words, _stemmed_as(lang, words)) for lang, words in sorted(texts)] + [fold(words) for words in sorted(others)]
    return (
        " ".join(dict.fromkeys(words_of(words, _stemmed_as(lang, words)) for lang, words in names)),
        " ".join(filter(None, body)),
        pieces_of(" ".join(words for _, words in names)),
    )


def _stemmed_as(lang: str, words: str) -> str:
    return guessed(words) if lang == UNKNOWN else lang
