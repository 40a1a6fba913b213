"""Which of several bodies with the same short form is meant, by area and time."""

from __future__ import annotations

from dataclasses import dataclass

from normalise.agencies.area import Area, alive, serves
from normalise.agencies.gazetteer import Gazetteer
from normalise.agencies.nouns import Agency, Body
from normalise.agencies.trie import Form, Match
from normalise.agencies.words import name_key


@dataclass(frozen=True, slots=True)
class Here:
    """Area and date of the plan."""

    area: Area
    date: str | None


def choose(match: Match, here: Here, as_written: str = "") -> tuple[tuple[Form, ...], bool]:
    """Return the forms that fit area and time; True when more than one body remains.

    A body written under its full name is that body, whatever the date: a plan may use the old name or the new one.
    """
    forms = match.forms
    if len(forms) == 1:
        return forms, False
    own = tuple(f for f in forms if isinstance(f.target, Agency) and _is_full_name(f.target, as_written))
    if len(own) == 1:
        return own, False
    councils = tuple(f for f in forms if f.what == "council")
    if councils:
        return councils, False
    agencies = tuple(f for f in forms if isinstance(f.target, Agency))
    if len(agencies) < len(forms):  # "Probation" is no Probation Service of 2021 in a plan of 2012
        agencies = tuple(f for f in agencies if isinstance(f.target, Agency) and alive(f.target, here.date))
    if here.area.places:
        near = tuple(f for f in agencies if isinstance(f.target, Agency) and serves(f.target, here.area))
        wide = tuple(f for f in agencies if isinstance(f.target, Agency) and not f.target.areas)
    else:
        near, wide = agencies, ()
    home = tuple(f for f in near if _is_force_of(f, here))
    if home and len(home) == 1 < len(near):
        return home, False  # "WMP" in Herefordshire: West Mercia, though it lies in the West Midlands
    if near and wide and here.area.places:
        return _in_time(near, here.date)[:1] + wide, True
    chosen = near or wide
    others = tuple(f for f in forms if not isinstance(f.target, Agency))
    if not chosen:
        chosen = _kinds_in_time(others, here.date) or agencies or forms
        return chosen, len(chosen) > 1 and not others
    chosen = _in_time(chosen, here.date)
    return chosen, len(chosen) > 1


def _is_full_name(agency: Agency, as_written: str) -> bool:
    """Return True for a name written out, of two and more words: "Mid Yorkshire Hospitals NHS Trust"."""
    return " " in as_written and name_key(agency.name) == name_key(as_written)


def _kinds_in_time(forms: tuple[Form, ...], date: str | None) -> tuple[Form, ...]:
    """Return the kinds of body that the time had: "Designated Nurse" of a CCG, then of an ICB."""
    if len(forms) < 2:
        return forms
    month = (date or "2026")[:7]
    living = tuple(
        f
        for f in forms
        if isinstance(f.target, Body)
        and (f.target.valid_from or "0") <= month
        and (f.target.valid_to or "9") >= month[: len(f.target.valid_to) or 7]
    )
    return living or forms


def _is_force_of(form: Form, here: Here) -> bool:
    """Return True for the police force that serves a place of the area."""
    agency = form.target
    return (
        isinstance(agency, Agency)
        and agency.kind == "territorial force"
        and any(place.force == agency.name for place in here.area.places)
    )


def _begun(agency: Agency, date: str | None) -> bool:
    """Return True unless a body began in a later month than the date's, where both say a month."""
    began = agency.valid_from
    return not date or len(began) < 7 or len(date) < 7 or began[:7] <= date[:7]


def _in_time(forms: tuple[Form, ...], date: str | None) -> tuple[Form, ...]:
    living = tuple(f for f in forms if isinstance(f.target, Agency) and alive(f.target, date))
    chosen = living or forms
    exact = tuple(f for f in chosen if isinstance(f.target, Agency) and _begun(f.target, date))
    chosen = exact or chosen  # "NHS Calderdale" in February 2013 is the PCT, though its CCG began that year
    if len(chosen) > 1:
        names = {f.target.successor for f in chosen if isinstance(f.target, Agency)}
        # a body and the one it became, and nothing says when: the older name is the one a plan is likelier to use
        early = tuple(f for f in chosen if isinstance(f.target, Agency) and f.target.name not in names)
        if (
            early
            and len({Gazetteer.load().current(f.target.name) for f in chosen if isinstance(f.target, Agency)})
            == 1
        ):
            return early[:1]
    return chosen
