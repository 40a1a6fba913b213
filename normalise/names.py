"""Mask the names of people (officers, authors); keep posts, organisations, places, laws and pseudonyms of the dead.

No model of names is at hand offline, so names are known by evidence: a title or rank, a given name with a surname, a
post beside two words in capitals, "produced by", an e-mail address. All lists are data: names.toml and names.csv.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.words import split

MASK = "[name]"
WORD = re.compile(r"[^\W\d_](?:\w|['’\-](?=\w))*")
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
ROLE_ADDRESS = re.compile(
    r"info|enquir|safeguard|team|admin|office|dhr|contact|csp|police|support|help|mail|hub|service|referral|marac|mash|"
    r"idva|housing|health|community|council|partnership|board|domestic|abuse|vawg|adults|children|social|hr$|data|foi",
    re.IGNORECASE,
)
POSSESSIVE = re.compile(r"['’]s$")
PARTICLES = frozenset(
    {
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "dos",
        "del",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "bint",
        "ap",
        "ab",
        "ferch",
        "ibn",
        "ul",
        "ur",
    }
)
MONTHS = frozenset({"april", "may", "june", "august", "march"})
LONE_THINGS = frozenset(
    {
        "ward",
        "inquiry",
        "enquiry",
        "unit",
        "centre",
        "foundation",
        "hospital",
        "hospice",
        "school",
        "court",
        "clinic",
        "charity",
        "campaign",
        "law",
    }
)
"""Things that keep a name before them even in small letters; "Kate Price review" may be Kate Price, asked to review."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start to end of the text before masking, and the rule that took them for a name."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Lists:
    titles: frozenset[str]
    ranks: frozenset[str]
    weak_ranks: frozenset[str]
    posts: frozenset[str]
    things: frozenset[str]
    not_names: frozenset[str]
    given: frozenset[str]
    ordinary: frozenset[str]
    surnames: frozenset[str]
    kept: tuple[str, ...]
    lead_in: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word without its possessive: text, fold (lower case, no accents), where, and what stands before it."""

    text: str
    fold: str
    start: int
    end: int
    gap: str


@cache
def _lists() -> _Lists:
    folder = resources.files("normalise")
    data = tomllib.loads(folder.joinpath("names.toml").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(folder.joinpath("names.csv").read_text(encoding="utf-8").splitlines()))
    lead_ins = "|".join(re.escape(words) for words in sorted(data["lead_ins"], key=len, reverse=True))
    return _Lists(
        frozenset(data["titles"]),
        frozenset(data["ranks"] + data["weak_ranks"]),
        frozenset(data["weak_ranks"]),
        frozenset(data["posts"]),
        frozenset(data["things"]),
        frozenset(_fold(word) for word in data["not_names"]),
        frozenset(_fold(r["name"]) for r in rows if r["part"] == "given"),
        frozenset(_fold(r["name"]) for r in rows if r["ordinary"] == "yes"),
        frozenset(_fold(r["name"]) for r in rows if r["part"] == "surname"),
        tuple(data["kept"]),
        re.compile(rf"\b(?:{lead_ins})(?:(?<=by)\s*:?|\s*[:–-])\s+", re.IGNORECASE),
    )


def mask(text: str, keep: Collection[str] = ()) -> tuple[str, tuple[Span, ...]]:
    """Return the text with people's names as "[name]", and the spans that were masked.

    keep: names that must stay, such as the pseudonym of the person who died ("Helen", "Mrs D").
    """
    spans = find(text, tuple(sorted(keep)))
    if not spans:
        return text, ()
    parts: list[str] = []
    last = 0
    for span in spans:
        parts += (text[last : span.start], MASK)
        last = span.end
    return "".join((*parts, text[last:])), spans


def mask_author(author: str) -> str:
    """Return the author of a document with people masked and organisations kept."""
    masked, spans = mask(author)
    if spans or not author.strip():
        return masked
    tokens = _tokens(author)
    lists = _lists()
    if not 2 <= len(tokens) <= 4 or any(not _shaped(t, lists) and len(t.text) > 1 for t in tokens):
        return author
    if (
        any(t.gap.strip(" .") for t in tokens[1:])
        or _protected(author)
        or any(t.fold in lists.things for t in tokens)
    ):
        return author
    return author[: tokens[0].start] + MASK + author[tokens[-1].end :]


@lru_cache(maxsize=32768)
def find(text: str, keep: tuple[str, ...] = ()) -> tuple[Span, ...]:
    """Return the spans of people's names in a text, in order, none touching another."""
    if not text or not _worth_reading(text):
        return ()
    lists = _lists()
    tokens = _tokens(text)
    closed = _Closed(text, lists)
    found: list[Span] = [
        Span(m.start(), m.end(), "e-mail")
        for m in EMAIL.finditer(text)
        if not ROLE_ADDRESS.search(m[0].split("@")[0])
    ]
    kept = frozenset(_fold(w) for phrase in keep for w in WORD.findall(phrase))
    for first, last, rule in (
        *_by_title(tokens, lists, closed),
        *_by_given_name(text, tokens, lists, closed),
        *_by_lead_in(text, tokens, lists, closed),
        *_by_post(text, tokens, lists, closed),
    ):
        words = [t.fold for t in tokens[first : last + 1] if len(t.text) > 1]
        if words and not all(w in kept for w in words):
            found.append(Span(tokens[first].start, tokens[last].end, rule))
            found += _couple(tokens, first, lists, kept)
    return _merged(found)


def _couple(tokens: list[_Token], first: int, lists: _Lists, kept: frozenset[str]) -> list[Span]:
    """The other given name of "Jane and John Carter"."""
    if first < 2 or tokens[first - 1].text not in ("and", "&"):
        return []
    other = tokens[first - 2]
    firm = _given(other, lists) and other.fold not in lists.ordinary and other.fold not in kept
    return [Span(other.start, other.end, "given name")] if firm and tokens[first].gap == " " else []


def _merged(found: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if merged and span.start < merged[-1].end:
            before = merged[-1]
            merged[-1] = Span(before.start, max(before.end, span.end), before.rule)
        else:
            merged.append(span)
    return tuple(merged)


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    last = 0
    for match in WORD.finditer(text):
        word = POSSESSIVE.sub("", match[0])
        tokens.append(
            _Token(word, _fold(word), match.start(), match.start() + len(word), text[last : match.start()])
        )
        last = match.start() + len(word)
    return tokens


def _worth_reading(text: str) -> bool:
    """A quick look: is there anything at all that could give a name away?"""
    if "@" in text:
        return True
    lists = _lists()
    capitals = [w for w in WORD.findall(text) if w[0].isupper()]
    if len(capitals) < 2 and len(text) > 40:
        return any(_fold(POSSESSIVE.sub("", w)) in lists.given for w in capitals)
    return True


class _Closed:
    """Stretches that belong to organisations, laws and schemes; worked out only when first asked for."""

    def __init__(self, text: str, lists: _Lists) -> None:
        self._text = text
        self._lists = lists
        self._spans: list[tuple[int, int]] | None = None

    def __call__(self, start: int, end: int) -> bool:
        if self._spans is None:
            self._spans = _protected(self._text) + _eponyms(self._text, self._lists)
        return any(a < end and start < b for a, b in self._spans)


@lru_cache(maxsize=8192)
def _protected(text: str) -> list[tuple[int, int]]:
    words = split(text)
    spans: list[tuple[int, int]] = []
    for match in Gazetteer.load().trie.scan(words):
        named = match.end - match.start > 1 or any(f.exact for f in match.forms)
        if named and not any(f.ordinary for f in match.forms):
            spans.append((words.starts[match.start], words.ends[match.end - 1]))
    return spans


def _eponyms(text: str, lists: _Lists) -> list[tuple[int, int]]:
    plain = text.replace("’", "'").casefold()
    spans: list[tuple[int, int]] = []
    for phrase in lists.kept:
        at = plain.find(phrase.casefold())
        while at >= 0:
            spans.append((at, at + len(phrase)))
            at = plain.find(phrase.casefold(), at + 1)
    return spans


def _joined(token: _Token, before: _Token) -> bool:
    return token.gap in (" ", "\u00a0", "  ") or (token.gap in (". ", ".") and len(before.text) == 1)


def _initial(token: _Token) -> bool:
    return len(token.text) == 1 and token.text.isupper()


def _shaped(token: _Token, lists: _Lists) -> bool:
    """Return True for a word built like a name and not on the list of words that are none."""
    text = token.text
    return len(text) > 1 and text[0].isupper() and not text.isupper() and token.fold not in lists.not_names


SURNAME_SHAPE = re.compile(
    r"^(?:Mc|Mac|O['’]|Fitz)[A-Z]|(?:son|ski|ska|cki|cka|wicz|czyk|enko|escu|oglu|poulos)$"
)
HONOURS = frozenset({"MP", "MS", "AM", "QC", "KC", "OBE", "MBE", "CBE", "PhD"})


def _known_surname(token: _Token, lists: _Lists) -> bool:
    if token.fold not in lists.not_names and len(token.text) > 4 and SURNAME_SHAPE.search(token.text):
        return True
    return any(part in lists.surnames for part in (token.fold, *token.fold.split("-")))


def _given(token: _Token, lists: _Lists) -> bool:
    return token.text[0].isupper() and (token.fold in lists.given or token.fold.split("-")[0] in lists.given)


def _run(tokens: list[_Token], first: int, lists: _Lists, limit: int, strict: bool = False) -> int:
    """Return the index after the words of a name that begin at first: initials, particles and words in capitals."""
    k = first
    while k < len(tokens) and k - first < limit and (k == first or _joined(tokens[k], tokens[k - 1])):
        token = tokens[k]
        particle = token.text in PARTICLES and k + 1 < len(tokens) and _shaped(tokens[k + 1], lists)
        opens = k == first and _given(token, lists) and not token.text.isupper()
        if _initial(token) or particle or opens or _shaped(token, lists):
            if token.fold in lists.things and token.fold not in lists.surnames and k > first:
                break
            if strict and token.fold in lists.posts:
                break
            k += 1
        else:
            break
    while k > first and tokens[k - 1].text in PARTICLES:
        k -= 1
    return k


def _by_title(tokens: list[_Token], lists: _Lists, closed: _Closed) -> Iterator[tuple[int, int, str]]:
    for i, token in enumerate(tokens[:-1]):
        title = token.text in lists.titles
        if not title and token.text not in lists.ranks:
            continue
        if closed(token.start, token.end):
            continue  # "Lord Chancellor", "Minister for Safeguarding"
        following = tokens[i + 1]
        numbered = re.fullmatch(r"\s\d{2,5}\s", following.gap) and not title
        if (
            not (following.gap in (" ", ". ", "\u00a0", ".") or numbered)
            or following.text in lists.titles | lists.ranks
        ):
            continue
        end = _run(tokens, i + 1, lists, 4, strict=True)
        words = [t for t in tokens[i + 1 : end] if len(t.text) > 1]
        if not words:
            continue
        if not title:
            known = any(_known_surname(t, lists) or _given(t, lists) for t in words)
            doubtful = (
                len(words) > 2
                or _place(words[0])
                or (not token.text.isupper() and token.text in lists.weak_ranks)
            )
            if closed(words[0].start, words[-1].end) or (not known and doubtful):
                continue
        yield i + 1, end - 1, "title"


def _by_given_name(
    text: str, tokens: list[_Token], lists: _Lists, closed: _Closed
) -> Iterator[tuple[int, int, str]]:
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if not _given(token, lists) or (
            i and tokens[i - 1].text in lists.titles and _joined(token, tokens[i - 1])
        ):
            i += 1
            continue
        end = (
            _capital_run(tokens, i, lists) if token.text.isupper() else _run(tokens, i, lists, 4, strict=True)
        )
        last = _surname_at(tokens, i, end, lists)
        if last > i and not _names_a_thing(tokens, last, lists) and not closed(token.start, tokens[last].end):
            yield i, last, "given name and surname"
            i = last + 1
            continue
        if _alone(text, tokens, i, lists) and not closed(token.start, token.end):
            yield i, i, "given name"
        i += 1


def _surname_at(tokens: list[_Token], first: int, end: int, lists: _Lists) -> int:
    """Return the index of the last word of a name, or first when no surname follows the given name."""
    firm = tokens[first].fold not in lists.ordinary
    for last in range(end - 1, first, -1):
        token = tokens[last]
        if _initial(token):
            continue
        month = token.fold in MONTHS and not firm
        if month or (last + 1 < len(tokens) and token.fold in MONTHS and not _known_surname(token, lists)):
            continue
        if firm or (_known_surname(token, lists) and token.fold not in lists.things):
            return last
    return first


def _capital_run(tokens: list[_Token], first: int, lists: _Lists) -> int:
    """JOANNE SMITH: both words must be known, for everything may stand in capitals."""
    token = tokens[first]
    following = tokens[first + 1] if first + 1 < len(tokens) else None
    if len(token.text) < 3 or token.fold in lists.ordinary or following is None:
        return first + 1
    same = following.text.isupper() and following.gap == " " and _known_surname(following, lists)
    return first + 2 if same and following.fold not in lists.not_names else first + 1


def _names_a_thing(tokens: list[_Token], last: int, lists: _Lists) -> bool:
    """Return True for "Florence Nightingale ward", "Hope Street", "Tom Smith House"."""
    if tokens[last].fold in lists.things and not (_known_surname(tokens[last], lists)):
        return True
    if last + 1 >= len(tokens) or tokens[last + 1].gap not in (" ", "'s ", "’s "):
        return False
    following = tokens[last + 1]
    if following.fold not in lists.things:
        return False
    return following.text[0].isupper() or following.fold in LONE_THINGS


def _alone(text: str, tokens: list[_Token], i: int, lists: _Lists) -> bool:
    """A given name alone is masked only where it can be nothing but a person at work: "Sarah to chase", "Tom (DCI)"."""
    token = tokens[i]
    if token.fold in lists.ordinary or token.text.isupper() or len(token.text) < 3:
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    begins = not text[: token.start].strip() or text[: token.start].rstrip(" ").endswith(("\n", ".", ";"))
    if following is not None and begins and following.text == "to" and following.gap == " ":
        return True
    rest = text[token.end : token.end + 40]
    if re.match(r"(?:\s*[(,–-]|\s+on|:)\s*(?:[\w.+'-]+@|(?:\+44|0)\d[\d ]{7,})", rest):
        return True
    post = (
        following is not None
        and following.fold in lists.posts
        and bool(re.fullmatch(r"\s*[(,]\s*|\s[-–]\s", following.gap))
    )
    return post and following is not None and following.text[0].isupper()


def _by_lead_in(
    text: str, tokens: list[_Token], lists: _Lists, closed: _Closed
) -> Iterator[tuple[int, int, str]]:
    for match in lists.lead_in.finditer(text):
        first = next((k for k, t in enumerate(tokens) if t.start >= match.end()), None)
        if first is None or tokens[first].start - match.end() > 1:
            continue
        while first < len(tokens) - 1 and (tokens[first].text in lists.titles | lists.ranks):
            first += 1
        end = _run(tokens, first, lists, 4, strict=True)
        words = [t for t in tokens[first:end] if len(t.text) > 1]
        known = any(_given(t, lists) or _known_surname(t, lists) for t in words)
        if not words or closed(words[0].start, words[-1].end) or _names_a_thing(tokens, end - 1, lists):
            continue
        initials = end - first > len(words)
        if ((len(words) >= 2 or initials) and not any(_place(t) for t in words)) or (
            known and not _place(words[0])
        ):
            yield first, end - 1, "lead-in"


def _by_post(
    text: str, tokens: list[_Token], lists: _Lists, closed: _Closed
) -> Iterator[tuple[int, int, str]]:
    """Two or three words in capitals that are no known words, with a post on one side: "Siân Rees, Head of Housing"."""
    for i, token in enumerate(tokens):
        if token.text in lists.titles or token.text in lists.ranks:
            continue
        if not (_shaped(token, lists) or _initial(token)) or (
            i and _joined(token, tokens[i - 1]) and _shaped(tokens[i - 1], lists)
        ):
            continue
        end = _run(tokens, i, lists, 3, strict=True)
        words = [t for t in tokens[i:end] if len(t.text) > 1]
        initials = end - i > len(words)
        if len(words) + initials < 2 or not words or any(_place(t) or t.fold in lists.things for t in words):
            continue
        if (
            initials
            and token.text.isupper()
            and len(words) == 1
            and any(_known_surname(t, lists) for t in words)
        ):
            before = tokens[i - 1].fold if i else ""
            if before not in (
                "adult",
                "child",
                "mr",
                "mrs",
                "ms",
                "miss",
                "appendix",
                "part",
                "section",
                "option",
            ):
                if not closed(token.start, tokens[end - 1].end) and not _names_a_thing(
                    tokens, end - 1, lists
                ):
                    yield i, end - 1, "initials and surname"
                continue
        if (
            _post_after(text, tokens, end, lists) or _post_before(text, tokens, i, end, lists)
        ) and not closed(token.start, tokens[end - 1].end):
            yield i, end - 1, "beside a post"


def _post_after(text: str, tokens: list[_Token], end: int, lists: _Lists) -> bool:
    if end >= len(tokens):
        return False
    following = tokens[end]
    if following.text in HONOURS and following.gap in (" ", ", "):
        return True
    marked = re.fullmatch(r"\s*[,(]\s*|\s[-–]\s", following.gap)
    return bool(marked) and following.text[0].isupper() and _is_post(tokens, end, lists)


def _post_before(text: str, tokens: list[_Token], first: int, end: int, lists: _Lists) -> bool:
    if first == 0:
        return False
    ends = end >= len(tokens) or not tokens[end].gap.isspace() or tokens[end].text.islower()
    if not ends or not re.fullmatch(r"\s*[,:(]\s*|\s[-–]\s", tokens[first].gap):
        return False
    back = first - 1
    while back > 0 and first - back < 5 and re.fullmatch(r"\s+", tokens[back].gap):
        back -= 1
    return (
        tokens[back].text[0].isupper()
        and _is_post(tokens, back, lists)
        and tokens[back].end <= tokens[first].start
    )


def _is_post(tokens: list[_Token], at: int, lists: _Lists) -> bool:
    """Return True when a post begins here: one of the words before the next mark says so."""
    titles = ("head", "director", "manager", "chair", "chairperson", "lead", "officer", "coordinator", "co-ordinator",
              "chief", "superintendent", "inspector", "sergeant", "nurse", "midwife", "consultant", "practitioner",
              "administrator", "adviser", "advisor", "secretary", "principal", "headteacher", "solicitor", "author",
              "executive", "gp", "dci", "di", "ds", "commissioner", "psychiatrist", "psychologist", "matron", "analyst",
              "deputy", "doctor", "pharmacist", "councillor", "trustee")  # fmt: skip
    for k in range(at, min(at + 6, len(tokens))):
        if k > at and not re.fullmatch(r"\s+|\s?[&/]\s?", tokens[k].gap):
            return False
        if tokens[k].fold in titles:
            return True
    return False


def _place(token: _Token) -> bool:
    words = split(token.text)
    return bool(len(words)) and bool(Gazetteer.load().place_index.at(words, 0))
