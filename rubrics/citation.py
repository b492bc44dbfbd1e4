"""How a statement is cited: the document, then the nearest thing that is printed there."""

import re

from dialogues.text import Lang, Text
from rubrics.statements import Statement

_LOCATORS = {
    "crit": Text(fr="critère", en="criterion"),
    "ind": Text(fr="indicateur", en="indicator"),
    "res": Text(fr="résultat attendu", en="expected result"),
    "cond": Text(fr="condition", en="condition"),
    "meth": Text(fr="méthode", en="method"),
    "moy": Text(fr="moyen", en="means"),
    "rel": Text(fr="relation", en="relation"),
    "cont": Text(fr="contrainte", en="constraint"),
    "kn": Text(fr="connaissance", en="knowledge item"),
    "info": Text(fr="information", en="information item"),
    "equip": Text(fr="équipement", en="equipment item"),
    "ctx": Text(fr="contexte", en="context item"),
}
_HEADING = Text(fr="intitulé", en="heading")
_MODULE = Text(fr="module", en="module")
_COMPETENCE = Text(fr="compétence", en="competence")
_KNOWLEDGE = Text(fr="connaissance", en="knowledge")

_PRINTED = re.compile(r"[A-Z][A-Z0-9.\-]*\d[a-z]?|C\.\d\.\d\.[a-z]")
_GROUP = re.compile(r"C(?:\.\d)+")
_COUNTED = re.compile(r"([a-z]+)-([A-Z]|\d[\d.]*)")


def official_reference(statement: Statement, lang: Lang) -> str:
    """Where to read the official sentence: "RNCP36395, C.3.2.2, criterion 8".

    Bullets are counted in the order of the document, which prints no numbers beside them.
    """
    return ", ".join([statement.reference, *_address(statement, lang)])


def _address(statement: Statement, lang: Lang) -> list[str]:
    _, _, local = statement.id.partition(":")
    stem, _, tail = local.partition("/")
    place = statement.place.in_(lang)
    code = statement.code
    counted = _COUNTED.fullmatch(tail)
    if stem != "exam" and counted is not None and counted.group(1) in _LOCATORS:
        head = stem if _GROUP.fullmatch(stem) else place
        return [head, _locator(counted.group(1), counted.group(2), lang)]
    if code is not None and _PRINTED.fullmatch(code):
        # NetInvet prints the codes of its skills a second time, beside its knowledge items.
        return [f"{code} ({_KNOWLEDGE.in_(lang)})" if statement.kind == "knowledge" else code]
    if code is not None and re.fullmatch(r"\d\.\d", code):
        return [place, f"{_MODULE.in_(lang)} {code}"]
    within = re.fullmatch(r"B\d\.(\d)", local)
    return [place, f"{_COMPETENCE.in_(lang)} {within.group(1)}"] if within else [place]


def _locator(word: str, number: str, lang: Lang) -> str:
    name = _HEADING if number.isalpha() else _LOCATORS[word]
    return f"{name.in_(lang)} {number.lstrip('0')}"
