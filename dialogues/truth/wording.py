"""The sentences of a contradiction: law, source and question, filled with what was said."""

from decimal import Decimal

from dialogues.text import LANGS, Text
from dialogues.truth.content import Verdict, duties, incoterms
from dialogues.truth.model import Side


def _filled(text: Text, values: dict[str, Text]) -> Text:
    fr, en = (
        text.in_(lang).format(**{name: value.in_(lang) for name, value in values.items()})
        for lang in LANGS
    )
    return Text(fr=_contracted(fr), en=en)


def _contracted(fr: str) -> str:
    return fr.replace("de le ", "du ").replace("de les ", "des ")


def _both(text: str) -> Text:
    return Text(fr=text, en=text)


def _worded(verdict: Verdict, values: dict[str, Text]) -> tuple[Text, Text]:
    return _filled(verdict.law, values), _filled(verdict.ask, values)


def about_duty(
    term: str, duty: str, owner: Side | None, side: Side, *, does: bool
) -> tuple[Text, Text]:
    """Law and question for a duty put on the wrong side; `owner` None when neither is bound."""
    table = duties()
    told = table.duties[duty]
    values = {"term": _both(term), "duty": told.label, "side": table.sides[side]}
    values["instead"] = _both(told.instead[side])
    if owner is None:
        return _worded(table.unbound, values)
    values |= {"owner": table.sides[owner], "owner_of": table.sides_of[owner]}
    return _worded(table.bound if does else table.released, values)


def about_risk(term: str) -> tuple[Text, Text]:
    """Law and question for a risk that passes elsewhere."""
    return _worded(duties().risk, {"term": _both(term), "point": incoterms().rules[term].point})


def about_obsolete(term: str) -> tuple[Text, Text]:
    """Law and question for a rule of an earlier edition."""
    instead = incoterms().successors[term]
    return _worded(duties().obsolete, {"term": _both(term), "instead": _both(instead)})


def about_place(term: str, *, arrival: bool) -> tuple[Text, Text]:
    """Law and question for a rule with the place of the wrong end."""
    wanted = duties().wanted["arrival" if arrival else "departure"]
    return _worded(duties().place, {"term": _both(term), "wanted": wanted})


def about_shares(total: Decimal) -> tuple[Text, Text]:
    """Law and question for shares that do not make the price."""
    plain = f"{total.normalize():f}"
    return _worded(duties().shares, {"total": Text(fr=plain.replace(".", ","), en=plain)})


def incoterm_source(term: str, articles: str) -> Text:
    """Where an Incoterm says so."""
    return _both(f"Incoterms 2020, {term} {articles}")
