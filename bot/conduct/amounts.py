"""Worth as learners read it: per cents, or the money of the case."""

from decimal import Decimal

from babel.numbers import format_currency

from bot.i18n import texts
from dialogues.negotiation.attribution import in_money
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.worth import FULL
from dialogues.text import Lang
from dialogues.typography import NARROW, french


def share(worth: int, lang: Lang) -> str:
    """Millionths as a whole per cent."""
    return _percent(Decimal(round(worth * 100 / FULL)), lang)


def both(learner: int, counterpart: int, lang: Lang) -> tuple[str, str]:
    """Both sides' worths as whole per cents."""
    return share(learner, lang), share(counterpart, lang)


def _percent(number: Decimal, lang: Lang) -> str:
    text = texts(lang).number(number)
    return f"{text}{NARROW}%" if lang == "fr" else f"{text}%"


def written(domain: Domain, amount: Decimal, lang: Lang) -> str:
    """A cost in the case's money, or as a share of the learner's best package."""
    if in_money(domain, FULL) is None:
        return _percent(amount, lang)
    pattern, locale = ("#,##0 ¤", "fr_FR") if lang == "fr" else ("¤#,##0", "en_GB")
    text = format_currency(
        amount, domain.case.currency, pattern, locale=locale, currency_digits=False
    )
    return french(text) if lang == "fr" else text


def in_currency(domain: Domain, worth: int, lang: Lang) -> str:
    """A worth to the learner, as costs are shown."""
    money = in_money(domain, worth)
    tenths = Decimal(round(worth * 1000 / FULL)) / 10
    return written(domain, tenths if money is None else money, lang)
