"""Does the verb after a subject ask it to act? "should", "to", "That X review"; not "to be thanked", not "has said"."""

from __future__ import annotations

from normalise.agencies.asking import Asking, asking, low
from normalise.agencies.words import Words

FAR = 45
"""How many words a modal may stand from its subject: "GPs who see a patient twice in a month ... should"."""
NEAR = 14
"""How many words "to" may stand from its subject."""
DETERMINERS = frozenset(
    {"the", "a", "an", "their", "his", "her", "all", "this", "its", "any", "each", "every"}
)
OBJECT = DETERMINERS | {
    "how",
    "whether",
    "that",
    "these",
    "those",
    "and",
    "further",
    "with",
    "to",
    "of",
    "what",
}
NO_VERB = DETERMINERS | {
    "in", "of", "for", "on", "at", "by", "with", "from", "and", "or", "as", "but", "who", "which", "where", "when", "to",
    "into", "about", "than", "not", "so", "if", "was", "were", "is", "are", "has", "have", "had",
}  # fmt: skip
NO_VERB_ENDINGS = ("ed", "ing", "ly", "ion", "ment", "ness", "ity", "ance", "ence")
LIKE_NOUNS = frozenset(
    {
        "bring", "ring", "influence", "evidence", "reference", "mention", "commission", "complement", "question", "finance",
        "enhance", "advance", "balance", "position", "implement", "document", "supplement", "augment", "experience",
        "sequence", "fence", "need", "proceed", "succeed", "exceed", "feed", "speed", "embed", "shed", "apply", "supply",
        "rely", "comply", "reply", "ally", "multiply", "condition", "caution", "transition",
    }
)  # fmt: skip
"""Verbs in their plain form that end as nouns, participles or adverbs do."""
TOLD = frozenset(
    {"asked", "reminded", "required", "requested", "recommended", "invited", "encouraged", "urged"}
)


PAST = frozenset({"was", "were", "had", "did", "saw", "said", "knew", "told", "gave", "felt", "went", "came", "took", "made",
                  "became", "thought", "found", "heard", "kept", "left", "wrote", "spoke", "met"})  # fmt: skip
CAN_CONSIDER = frozenset({"consider", "usefully", "helpfully", "also", "explore", "look", "review"})


def tells(words: Words) -> bool:
    """Return True for a text that only tells what happened and asks nothing: "She told two nurses. Neither asked"."""
    lists = asking()
    told = next((k for k, word in enumerate(words.lows) if word in PAST), None)
    if not lists.modals.isdisjoint(words.lows):
        return False
    if told is None:  # "The care co-ordinator changed three times"
        return "to" not in words.lows and any(w.endswith("ed") for w in words.lows[1:])
    return not any(
        word == "to" and low(words, k + 1) in lists.bare_verbs | {"be"}
        for k, word in enumerate(words.lows[:told])
    )


def is_asked(words: Words, after: int, end: int, lists: Asking, *, wished: bool, receives: bool) -> bool:
    """Return True when the first "should", "to" or bare verb after a subject asks it to act.

    wished: the clause follows "That ..." or "recommends that", so "gives" and "encourage" ask too. receives: it counts
    as asked when something is to be offered to it (a service, not an employer).
    """
    if after >= end:
        return False
    first = low(words, after)
    if first in lists.reporting:
        return False  # "The Review Panel asks the local authority to": the panel asks
    relative = first in ("who", "which", "that", "whose", "when", "where")
    if first == "be" and after + 1 < end and _participle(low(words, after + 1), lists):
        return low(words, after + 1) in lists.asked_passives | {
            "invited"
        }  # "The Council for Mosques be invited"
    invited = _invited(words, after, end, lists, wished)
    if invited is not None:
        return invited if not receives else True
    for k in range(after, min(end, after + FAR)):
        word = low(words, k)
        if word in lists.modals:
            if word in ("need", "needs", "ought") and low(words, k + 1) != "to":
                continue
            return not _passive(words, k, end, lists, receives)
        if word == "to" and relative and _after_relative(words, k, end, lists):
            return True  # "Officers who attend incidents to consider"
        if word == "to" and k - after <= NEAR and k + 1 < end and not relative:
            answer = _to(words, after, k, end, lists, receives)
            if answer is not None:
                return answer
        if word in lists.finite and not relative and k == after and word not in ("is", "are"):
            return False
    return _bare(words, after, end, lists, wished)


def _invited(words: Words, after: int, end: int, lists: Asking, wished: bool) -> bool | None:
    """Judge "may wish to", "might host", and in a wish "has", "are aware", "could": None when the verb is another."""
    first, second = low(words, after), low(words, after + 1)
    if after + 1 >= end:
        return None
    if first in ("may", "might") and second in ("wish", "want", "like", "also"):
        return True
    if first == "might" and second in lists.bare_verbs | {"host"}:
        return True
    if first == "could" and (second in CAN_CONSIDER or (wished and second not in ("have", "not"))):
        return True
    if wished and first in ("has", "have", "is", "are"):
        third = low(words, after + 2) if second.endswith("ly") else second
        return third in lists.asked_passives if _participle(third, lists) else True
    return None


def _after_relative(words: Words, k: int, end: int, lists: Asking) -> bool:
    """Return True for the "to" that asks behind a relative clause, not the one of "who need to", "who are asked to"."""
    before = low(words, k - 1)
    told = low(words, k + 1) == "be" and low(words, k + 2) in lists.asked_passives
    if (
        k + 1 >= end
        or (low(words, k + 1) not in lists.bare_verbs and not told)
        or not words.raw[k + 1][0].islower()
    ):
        return False
    return not before.endswith("ed") and before not in (
        "need", "needs", "want", "wants", "wish", "wishes", "able", "have", "has", "likely", "going", "unable", "seek",
        "right", "how", "is", "are", "was", "were", "try", "likes", "chance", "ought", "trying", "come", "go", "who",
    )  # fmt: skip


def _to(words: Words, after: int, k: int, end: int, asking: Asking, receives: bool) -> bool | None:
    """Judge "X ... to review": None when this "to" settles nothing."""
    following = words.raw[k + 1]
    if not following[0].islower() or following.casefold() in DETERMINERS:
        return None
    tail = list(words.lows[after:k])
    if tail and tail[-1] in ("is", "are"):
        return not _passive(words, k, end, asking, receives)
    if not any(w in asking.finite for w in tail) and not (tail and tail[-1].endswith("ed")):
        return not _passive(words, k, end, asking, receives)
    return True if tail and tail[-1] in TOLD else None


def _bare(words: Words, after: int, end: int, asking: Asking, wished: bool) -> bool:
    """Judge a verb without "to": "That the Home Office share", "X as a matter of urgency implement the training"."""
    position = after
    while position < end - 1 and low(words, position).endswith("ly"):
        position += 1
    word = low(words, position)
    if word in asking.bare_verbs:
        return True
    if (wished or _takes_object(words, position, end)) and _wished_verb(words, position, end, asking):
        return True
    comma = "," in words.gaps[after]
    if comma and wished:  # "That Llamau, in partnership with Women's Aid, develops a pathway"
        aside = next((k for k in range(after + 1, min(end, after + 16)) if "," in words.gaps[k]), end)
        if aside < end - 1 and (
            low(words, aside) in asking.bare_verbs or _wished_verb(words, aside, end, asking)
        ):
            return True
    if word not in asking.adverbials and not comma and not (wished and word in ("of", "for", "across")):
        return False
    for k in range(position + 1, min(end - 1, position + 12)):
        word, before = low(words, k), low(words, k - 1)
        if word in asking.finite:
            return False
        verb = word in asking.bare_verbs or (wished and word.removesuffix("s") in asking.bare_verbs)
        if verb and before not in NO_VERB and low(words, k + 1) in OBJECT | {"itself", "themselves"}:
            return True
    return False


def _wished_verb(words: Words, position: int, end: int, asking: Asking) -> bool:
    """Return True for a word that can be the verb of a wish: "gives", "encourage", "ring-fence"; no list has them all."""
    last = _compound_end(words, position, end)
    word = low(words, last)
    small = words.raw[position].islower() and word.isalpha() and len(word) > 2
    verbal = word not in NO_VERB | asking.finite and (
        word in LIKE_NOUNS or not word.endswith(NO_VERB_ENDINGS)
    )
    return small and verbal and not _noun_follows(words, last, end)


def _takes_object(words: Words, position: int, end: int) -> bool:
    """Return True for "WYP cascade the learning": a verb in its plain form right before its object asks; "funds the"
    only tells."""
    last = _compound_end(words, position, end)
    plain = not low(words, last).endswith("s") or low(words, last).endswith("ss")
    return plain and last + 1 < end and low(words, last + 1) in DETERMINERS and words.gaps[last + 1] == " "


def _compound_end(words: Words, position: int, end: int) -> int:
    """Return the last word of a compound such as "ring-fence", "co-produce"; the word itself if it is none."""
    while position + 1 < end and words.gaps[position + 1] == "-":
        position += 1
    return position


def _noun_follows(words: Words, position: int, end: int) -> bool:
    """Return True for "That police officers should": what looks like a verb is a noun before its own verb."""
    return position + 1 < end and low(words, position + 1) in (
        "should",
        "must",
        "to",
        "is",
        "are",
        "will",
        "of",
    )


def _participle(word: str, asking: Asking) -> bool:
    return word in asking.irregular_passives or (word.endswith("ed") and len(word) > 3)


def _passive(words: Words, marker: int, end: int, asking: Asking, receives: bool) -> bool:
    """Return True for "to be thanked": somebody else is asked to do it. "to be reminded" asks the one reminded."""
    rest = list(words.lows[marker + 1 : min(end, marker + 8)])
    skipped = [
        w for w in rest[:5] if w not in ("to", "also", "not", "always", "now", "all", "therefore", "then")
    ]
    if len(skipped) < 2 or skipped[0] not in ("be", "have"):
        return False
    if skipped[0] == "have":
        return len(skipped) > 2 and skipped[1] == "been"
    if skipped[1] == "invited" and "to" in rest:
        beyond = rest[rest.index("invited") + 1 :]
        if len(beyond) > 1 and beyond[0] == "to" and beyond[1] in asking.bare_verbs:
            return False  # "invited to consider", not "invited to a seminar"
    verb = skipped[1] if not skipped[1].endswith("ly") else (skipped[2] if len(skipped) > 2 else skipped[1])
    if verb in asking.asked_passives or (receives and verb in asking.receiving_passives):
        return False
    return _participle(verb, asking)
