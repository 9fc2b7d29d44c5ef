"""The one normaliser: a question and a knowledge phrase become words in the same way.

1. Compatibility forms are unified, case and accents dropped, apostrophes closed
   up (`won't` and `wont` are one word).
2. A misspelled word is mended, if the caller brings a speller.
3. Lay words and spellings are rewritten by the lexicon, the longest first
   (`charlie horse` becomes `cramp`).
4. Fillers (`why`, `my`) are set aside; what a negator denies (`no fever`) is
   set aside too, up to the end of its clause.
5. What is left is stemmed (Snowball, English).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

import Stemmer
from msgspec import Struct

from crampcli.answer import Repair
from crampcli.drawers import Drawers, Table, put_away
from crampcli.model import Lexicon

_LINE_END = "\n"
_TOKEN = re.compile(r"\d+[.,]\d+|[^\W_]+|[.,;:!?()\n]")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u00b4`]")
_CLAUSE_MARKS = frozenset(".,;:!?()\n")
_ARTICLES = frozenset({"a", "an", "her", "his", "in", "my", "really", "the", "their", "your"})
_MOST_DENIED = 4
"""A denial reaches over this many words at most ("no pain or swelling in my calf")."""

Mend = Callable[[str], str | None]


class Word(NamedTuple):
    """A word of a phrase: as it was written, and the stem of what it means."""

    written: str
    stem: str


class Reading(NamedTuple):
    """A phrase taken apart: what it says, what it denies, what carries no weight, and what was mended."""

    words: tuple[Word, ...]
    negated: tuple[str, ...]
    ignored: tuple[str, ...]
    repaired: tuple[Repair, ...]
    spelled: tuple[str, ...]
    """All its words, mended, fillers and all."""


class Role(Enum):
    """What a word does in a phrase."""

    CONTENT = "content"
    FILLER = "filler"
    BREAK = "break"
    NEGATOR = "negator"
    NEAR_NEGATOR = "near negator"


_NEGATORS = frozenset({Role.NEGATOR, Role.NEAR_NEGATOR})


class Rewriting(Struct, frozen=True, array_like=True):
    """A rewrite, prepared: the stems that are said and the words that are meant."""

    said: tuple[str, ...]
    meant: tuple[str, ...]


Rewritings = Table[list[Rewriting]]
"""By the first stem that is said, the longest first."""


class Form(NamedTuple):
    """A word as it was written, the word that is meant, and what is known about that one by itself."""

    written: str
    word: str
    stem: str
    role: Role
    rewrites: Sequence[Rewriting]
    """Those that may begin with it, the longest first."""


_STEM = attrgetter("stem")


def printable(text: str) -> str:
    """Give the text on one line, without control and formatting characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    visible = "".join(char for char in kept if unicodedata.category(char) not in {"Cf", "Cs", "Co", "Cn"})
    return " ".join(visible.split())


def tokens(text: str) -> list[str]:
    """Split into lower-case words without accents, and the marks that end a clause."""
    if text.isascii():
        plain = text.lower()
    else:
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        plain = "".join(char for char in folded if not unicodedata.combining(char))
    return _TOKEN.findall(_APOSTROPHES.sub("", plain))


class Normaliser:
    """Reads phrases by a lexicon, ``loosely`` with its synonyms. It remembers the words it has met.

    ``rewritings`` are those of the lexicon, if somebody has prepared them.
    """

    def __init__(self, lexicon: Lexicon, rewritings: Drawers | None = None, *, loosely: bool = False) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._lexicon = lexicon
        if rewritings is None:
            rewritings = compile_rewrites(lexicon, loosely=loosely)
        self._rewrites: Rewritings = Table(rewritings, list[Rewriting])
        self._forms: dict[str, Form] = {}

    def stem(self, word: str) -> str:
        """Stem a word (Snowball, English)."""
        return self._form(word).stem

    def stems(self, words: Iterable[str]) -> list[str]:
        """Stem many words at once."""
        listed = list(words)
        self._meet(listed)
        return [self._forms[word].stem for word in listed]

    def normalise(self, text: str) -> str:
        """Give the words that a text is read as, rewritten but not stemmed, fillers and all."""
        words = tokens(text)
        return " ".join(form.word for form in self._rewritten(words, words))

    def forms(self, text: str, mend: Mend | None = None) -> list[Form]:
        """Give the words of a phrase one by one, as written and as meant, marks and all."""
        typed = tokens(text.replace(_LINE_END, " "))
        return self._rewritten(typed, [mend(word) or word for word in typed] if mend else typed)

    def lines(self, texts: Iterable[str]) -> list[list[Form]]:
        """Give the words of each text: the same as ``forms`` one by one, but faster."""
        joined = tokens("".join(text.replace(_LINE_END, " ") + _LINE_END for text in texts))
        forms = self._rewritten(joined, joined)
        ends = [at for at, form in enumerate(forms) if form.word == _LINE_END]
        starts = [0, *(end + 1 for end in ends)]
        return [forms[start:end] for start, end in zip(starts, ends, strict=False)]

    def stems_of(self, texts: Iterable[str]) -> list[frozenset[str]]:
        """Give the stems of what each text says: the same as ``read`` one by one, but faster."""
        return [frozenset(map(_STEM, _said(line))) for line in self.lines(texts)]

    def read(self, text: str, mend: Mend | None = None) -> Reading:
        """Take a phrase apart, after ``mend`` has given the right spelling of words that it does not know."""
        typed = tokens(text.replace(_LINE_END, " "))
        spelled = [mend(word) or word for word in typed] if mend else typed
        said: list[Word] = []
        negated: list[str] = []
        ignored: list[str] = []
        for form, denied in _with_denials(self._rewritten(typed, spelled)):
            if form.role is not Role.CONTENT:
                ignored.append(form.written)
            elif denied:
                negated.append(form.written)
            else:
                said.append(Word(form.written, form.stem))
        repairs = (Repair(was, read) for was, read in zip(typed, spelled, strict=True) if was != read)
        weightless = (word for word in ignored if word not in _CLAUSE_MARKS)
        return Reading(
            tuple(said), tuple(negated), tuple(weightless), tuple(dict.fromkeys(repairs)), tuple(spelled)
        )

    def _rewritten(self, written: list[str], spelled: list[str]) -> list[Form]:
        """Give each word as it was written and as it is meant."""
        self._meet(spelled)
        forms = [self._forms[word] for word in spelled]
        if written is not spelled:
            forms = [
                form if form.written == was else form._replace(written=was)
                for was, form in zip(written, forms, strict=True)
            ]
        meant: list[Form] = []
        done = 0
        for at in [at for at, form in enumerate(forms) if form.rewrites]:
            if at < done:
                continue
            for rewrite in forms[at].rewrites:
                end = at + len(rewrite.said)
                if tuple(map(_STEM, forms[at:end])) == rewrite.said:
                    meant += forms[done:at]
                    whole = " ".join(written[at:end])
                    meant += (self._form(word)._replace(written=whole) for word in rewrite.meant)
                    done = end
                    break
        return meant + forms[done:]

    def _form(self, word: str) -> Form:
        self._meet((word,))
        return self._forms[word]

    def _meet(self, words: Iterable[str]) -> None:
        """Learn the forms of words not met before, all at once: the knowledge has thousands."""
        new = [word for word in set(words) if word not in self._forms]
        for word, stem in zip(new, self._stemmer.stemWords(new), strict=True):
            role = self._roles.get(word) or self._roles.get(stem) or Role.CONTENT
            if word[0].isdigit() and word[-1].isdigit():
                role = Role.FILLER
            self._forms[word] = Form(word, word, stem, role, self._rewrites[stem] or ())

    @cached_property
    def _roles(self) -> dict[str, Role]:
        """Roles by word; a filler stands for its other forms too ("take" for "taking"), by its stem."""
        fillers = self._lexicon.fillers
        roles = dict.fromkeys((*fillers, *self._stemmer.stemWords(fillers)), Role.FILLER)
        roles |= dict.fromkeys((*self._lexicon.breaks, *_CLAUSE_MARKS), Role.BREAK)
        roles |= dict.fromkeys(self._lexicon.near_negators, Role.NEAR_NEGATOR)
        return roles | dict.fromkeys(self._lexicon.negators, Role.NEGATOR)


def compile_rewrites(lexicon: Lexicon, *, loosely: bool) -> Drawers:
    """Prepare the rewrites of a lexicon, ``loosely`` with its synonyms: ``Rewritings``, put away."""
    entries = (*lexicon.rewrites, *lexicon.synonyms) if loosely else lexicon.rewrites
    # Of several entries for the same words the last one holds.
    stem_words = Stemmer.Stemmer("english").stemWords
    meanings = {
        tuple(stem_words(tokens(say))): tuple(tokens(entry.mean)) for entry in entries for say in entry.say
    }
    table: dict[str, list[Rewriting]] = {}
    for said in sorted(meanings, key=lambda said: (-len(said), said)):
        table.setdefault(said[0], []).append(Rewriting(said, meanings[said]))
    return put_away(table)


def _said(forms: list[Form]) -> Iterable[Form]:
    """Give the words that say something and are not denied."""
    if any(form.role in _NEGATORS for form in forms):
        return (form for form, denied in _with_denials(forms) if form.role is Role.CONTENT and not denied)
    return (form for form in forms if form.role is Role.CONTENT)


def _with_denials(forms: Iterable[Form]) -> Iterator[tuple[Form, bool]]:
    """Tell of each word whether a negator before it denies it.

    A negator ("no", "without") denies the words up to the end of its clause, a near one ("not") only the word
    that follows, articles passed over: "not pregnant", "not my calf"; but not "does not stop twitching".
    """
    reach = 0
    for form in forms:
        denied = False
        if form.role is Role.CONTENT:
            denied = reach > 0
            reach -= denied
        elif form.role is Role.NEGATOR:
            reach = _MOST_DENIED
        elif form.role is Role.NEAR_NEGATOR:
            reach = max(reach, 1)
        elif form.role is Role.BREAK or (reach == 1 and form.word not in _ARTICLES):
            reach = 0
        yield form, denied
