"""What learners write, in both languages and several hands, and the move it is."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogues.case import Case
from dialogues.ids import ScenarioId
from dialogues.library import library
from dialogues.negotiation.counterparty import begun
from dialogues.negotiation.model import IssueId, SecretId, Value
from dialogues.negotiation.moves import Move, MoveAct, ReplyAct
from dialogues.negotiation.standing import Recap
from dialogues.negotiation.understanding import Understood, understood
from dialogues.negotiation.understanding_names import Lexicon
from dialogues.negotiation.understanding_situation import Situation
from dialogues.reading.model import Context
from dialogues.reading.reader import read
from dialogues.text import LANGS, Lang

FOLDER = Path(__file__).parent / "understanding"
WHO = ScenarioId("refill-in-girona")
HARD = {
    *(MoveAct.RECAP, MoveAct.CONFIRM, MoveAct.REFUSE, MoveAct.REFUSE_EXTRA),
    *(MoveAct.LEAVE, MoveAct.THREAT, MoveAct.ULTIMATUM, MoveAct.INSULT),
}
OTHER = {
    "fr": "Je peux aller jusqu'à 9,80 € le bidon, 60 jours pour payer, DAP Gérone et 7 jours.",
    "en": "I can go to €9.80 a can, 60 days to pay, DAP Girona and 7 days.",
}
TOLD = {
    "fr": "La vitesse, d'abord. Ensuite le prix. Le reste, je peux en parler.",
    "en": "Speed, first. Then the price. The rest I can discuss.",
}


def rows(lang: Lang) -> list[dict[str, Any]]:
    text = (FOLDER / f"{lang}.yaml").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.safe_load(text)
    return loaded


@cache
def played() -> tuple[Case, Lexicon]:
    case = library().case(WHO)
    assert case.bargain is not None
    return case, case.bargain


def terms(given: dict[str, Any]) -> dict[IssueId, Value]:
    return {IssueId(i): v if isinstance(v, str) else Decimal(str(v)) for i, v in given.items()}


def situation(lang: Lang, state: str) -> Situation:
    _, lexicon = played()
    standing, opening = begun(lexicon.domain)
    if state in {"start", "told"}:
        told = (SecretId("what-counts"),) if state == "told" else ()
        said = (TOLD[lang],) if told else ()
        return Situation(standing.model_copy(update={"told": told, "turn": 1}), None, said)
    table = standing.table.model_copy(update={"shown": True})
    update: dict[str, Any] = {"turn": 4}
    if state != "shown":
        mine = terms({"price": 12.40, "payment": "net_30", "restock": 28})
        table = table.model_copy(update={"learner": mine, "first": mine})
    agreed = {**table.offer, **terms({"price": 11.20})}
    if state == "recap":
        update["recap"] = Recap(package=agreed)
    if state == "lapsed":
        update["declined"] = agreed
    if state == "extra":
        update["recap"] = Recap(
            package={**agreed, **terms({"restock": 14})}, extra=terms({"restock": 7})
        )
    if state == "waiting":
        update["waiting"] = terms({"price": 11.80})
    if state == "choice":
        other = {**table.offer, **terms({"price": 10.40, "payment": "net_30"})}
        table = table.model_copy(update={"alternative": other})
    update["table"] = table
    standing = standing.model_copy(update=update)
    last = opening.model_copy(update={"act": ReplyAct.OFFER, "offer": table.offer, "turn": 3})
    if state == "midway":
        last = last.model_copy(update={"presses": IssueId("price")})
    if state == "lapsed":
        last = last.model_copy(update={"act": ReplyAct.HOLD, "asks": ("what-else",)})
    return Situation(standing, last, (OTHER[lang],))


def made(lang: Lang, row: dict[str, Any]) -> Understood:
    case, lexicon = played()
    now = situation(lang, row.get("state", "start"))
    context = Context(other=now.said[-1] if now.said else "", lang=lang)
    return understood(lexicon, read(row["says"], context, case.vocabulary), now)


def shown(move: Move) -> dict[str, Any]:
    """A move in the short form of the tables."""
    offers = bool(move.offer or move.relative)
    return {
        "offer": {str(i): v for i, v in move.offer.items()},
        "rel": [
            " ".join(
                str(part)
                for part in (
                    (r.issue, r.how)
                    if r.how == "split"
                    else (r.issue, r.how, r.amount and r.amount.normalize() + 0, r.direction, r.of)
                )
            )
            for r in move.relative
        ],
        "if": move.conditional if offers else False,
        "accepts": sorted(move.accepts),
        "takes": move.takes,
        "withdraws": sorted(move.withdraws),
        "asks": sorted(f"{q.form} {q.topic}" for q in move.questions),
        "args": sorted(a.argument for a in move.arguments),
        "acts": sorted(a.value for a in move.acts if a in HARD),
        "unclear": [" ".join(str(x) for x in (p.kind, p.issue) if x) for p in move.unclear],
    }


def expected(row: dict[str, Any]) -> dict[str, Any]:
    rel = []
    for one in row.get("rel", []):
        parts = one.split()
        if parts[1] == "times":
            parts = [*parts[:3], "mine", parts[3]]
        if len(parts) > 2:
            parts[2] = str(Decimal(parts[2]).normalize() + 0)
        rel.append(" ".join(parts))
    return {
        "offer": terms(row.get("offer", {})),
        "rel": rel,
        "if": row.get("if", False) if row.get("offer") or rel else False,
        "accepts": sorted(row.get("accepts", [])),
        "takes": row.get("takes"),
        "withdraws": sorted(row.get("withdraws", [])),
        "asks": row.get("asks", []),
        "args": sorted(row.get("args", [])),
        "acts": sorted(row.get("acts", [])),
        "unclear": row.get("unclear", []),
    }


@pytest.mark.parametrize(
    ("lang", "listed", "says"),
    [
        (
            "fr",
            "– prix du bidon : 9,80 €\n– délai de réassort : 7 jours",
            "Si je comprends bien, le délai compte plus que le prix pour vous.",
        ),
        (
            "en",
            "– price per can: €9.80\n– restocking time: 7 days",
            "If I understand you right, time matters more than price to you.",
        ),
    ],
)
def test_that_words_of_a_recap_are_not_given_back_as_something_she_told(
    lang: Lang, listed: str, says: str
) -> None:
    case, lexicon = played()
    standing, _ = begun(lexicon.domain)
    reading = read(says, Context(other=listed, lang=lang), case.vocabulary)
    heard = understood(lexicon, reading, Situation(standing, None, (listed,)))

    assert MoveAct.REFORMULATE not in heard.move.acts


CASES = [(lang, row) for lang in LANGS for row in rows(lang)]


@pytest.mark.parametrize(("lang", "row"), CASES, ids=[f"{n}-{r['says'][:40]}" for n, r in CASES])
def test_that_a_message_is_understood(lang: Lang, row: dict[str, Any]) -> None:
    move = made(lang, row).move
    found, wanted = shown(move), expected(row)

    if wanted["asks"] == "any":
        assert found["asks"], "no question heard"
    if wanted["asks"] in ("any", "maybe"):
        wanted["asks"] = found["asks"]
    assert found == wanted
    assert {*row.get("has", [])} <= {a.value for a in move.acts}


@pytest.mark.parametrize("lang", LANGS)
def test_that_each_language_has_a_full_table(lang: Lang) -> None:
    assert len(rows(lang)) >= 120
    assert len({row["says"] for row in rows(lang)}) == len(rows(lang))
