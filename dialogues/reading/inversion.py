"""Inversion: a verb before its pronoun asks, with or without a question mark."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from dialogues.reading.content import load
from dialogues.reading.folding import Folded

_INVERTED = re.compile(r"\b(?P<verb>[a-z]+) (?:t )?(?P<who>il|elle|on|ils|elles|je)\b")
_SUBJECT = re.compile(
    r" (?:ne [a-z]|n'|faut|est|a|y a|va|doit|peut|se|s'|me|m'|vous|te|les|le|la|l'|en|nous)\b"
)
"""After a pronoun without its hyphen: it is the subject of what follows."""
_LINKING = frozenset({"puis", "suis"})
"""Before 'je' without a hyphen they may also join: 'puis je vous rappelle'."""
_AFTER = re.compile(
    r"\b(?:peut etre|sans doute|ainsi|aussi|a peine|toujours|encore|du moins|tout au plus|"
    r"probablement|a quoi bon)(?: [a-z']+){0,3} $"
)
"""Adverbs that put the pronoun behind the verb of a statement."""
_WORD = (
    r"(?:quand|quad|ou|qui|quoi|combien|combine de|comment|pourquoi|quel(?:le)?s?|lequel|laquelle|"
    r"lesquel(?:le)?s|que|qu')"
)
_ASKING_WORD = re.compile(rf"(?:[a-z']+ ){{0,4}}?\b{_WORD}\b")
_BEFORE_VERB = re.compile(
    r"(?:(?:a|depuis|jusqu'a|pour|de|vers|a partir de) quand\b|"
    r"quand (?!meme|toute?|tous|cette|une|notre|votre|personne|chaque|quelque|le|la|les|ce)"
    r"(?:s'[a-z]+ [a-z]+|se [a-z]+\b|[a-z]+(?:e|ent|ait|aient|t|d|a|ont) "
    r"(?:le|la|les|l'|un|une|des|votre|vos|ce|cette|ces|lieu|"
    r"[a-z]+(?:e|s|es|ee|ees) (?:le|la|les))\b)|"
    r"ou (?:se |s')[a-z]+|ou [a-z]+(?:ait|aient|ent) (?:le|la|les|l'|un|une|des|vos|votre|ce)\b|"
    r"que (?:sont|est|fut|furent|etai\w+)\b|que (?!les|des|une|cette|votre|notre|vous|nous|faire|"
    r"dire|celle)[a-z]{2,}(?:e|ent|ait|aient|t|d) (?:le|la|les|l'|un|une|des|ce|cette|ces|vos|"
    r"votre)\b|que (?!les|des|une|cette|votre|notre|vous|nous|faire|dire|celle)[a-z]{3,}"
    r"(?:e|ent|ait|aient|t)(?: [a-z']+){1,3}$|qu'(?:a|ont|avait|est que|en est il|est ce)\b)"
)
"""Question words straight before their verb: a clause that states has its subject there."""
_EARLY = re.compile(
    r"(?:[a-z0-9']+ ){0,5}?(?:de|pres de|dans|en|a|sur|pour|par|avec|sous|selon|apres|avant) "
    r"quel(?:le)?s? [a-z]+ "
)
_IS_IT_THAT = re.compile(
    r"(?<!qu')(?<!que )(?<!quoi )(?<!comment )(?<!quand )(?<!c')"
    r"\best ce qu(?:e\b|'| )(?!(?:il|elle) est\b)"
)
_MOST = 8
"""Inversions and clauses looked at in one line."""
_CLAUSE = re.compile(r"[,;:] |\b(?:et|mais|car|donc) ")
_NAMED = re.compile(
    r"(?P<wh>\b(?:a |de |d'|en |dans |sur |pour |par |avec |sous |vers |chez |pres de |depuis )?"
    r"quel(?:le)?s? (?:[a-z']+(?: [a-z]+)?|[a-z]+ (?:de|du|des|d')[a-z' ]{2,30}))[ .!?]*$"
)
_LAST = re.compile(
    r"\b(?P<wh>comment|combien|quand|(?<!ou )(?<!puis )(?:de|a|sur|en|avec|pour|etant|comme|"
    r"fait|fais|faites|veut|voulez|cherche|cherchez|dit|pense|pensez|est|sont) quoi|pourquoi|"
    r"(?:par|de|avec|pour|chez|etant|est|sont) qui)"
    r"[ .!?]*$"
)
_REPORTED = re.compile(
    r"\b(?:sais|sait|savez|savent|savoir|savais|voir|vois|verra|verrons|verrai|dire|dit|dites|dirai|"
    r"comprends|comprend|comprendre|compris|expliqu\w+|demand\w+|calcul\w+|montr\w+|n'importe|"
    r"importe|ignor\w+|decid\w+|regard\w+|peu|rappel\w+|preciser|depend|quelconque|indiqu\w+)\b"
)


@lru_cache(maxsize=1)
def _verbs() -> dict[str, frozenset[str]]:
    """Verbs before a pronoun: that ask without a hyphen, before 'je', and in an aside."""
    written = load("questions.yaml")
    return {name: frozenset(str(written[name]).split()) for name in ("auxiliary", "for_i", "aside")}


@dataclass(frozen=True, slots=True)
class Inverted:
    """A question found by its order: where it starts in the line, and what asks."""

    start: int
    end: int
    word: re.Match[str] | None
    """The question word, if one leads into the verb."""


def inverted_in(folded: Folded, line: str, at: int) -> Inverted | None:
    """The first inversion of a French line that starts at `at` in the folded text."""
    for match in islice(_INVERTED.finditer(line), _MOST):
        verb, who = match["verb"], match["who"]
        hyphen = any(
            line[k] == " " and folded.original[folded.starts[at + k]] in "-‑–"
            for k in range(match.end("verb"), match.start("who"))
        )
        verbs = _verbs()
        bare = verb in (verbs["for_i"] - _LINKING if who == "je" else verbs["auxiliary"])
        bare = bare and not _SUBJECT.match(line, match.end())
        if not hyphen and not (bare and (not match.start() or _ASKING_WORD.match(line))):
            continue
        if (who == "je" and not hyphen and verb not in verbs["for_i"]) or (
            (match.start() or who == "je") and verb in verbs["aside"]
        ):
            continue
        if _AFTER.search(line[: match.start()]):
            continue
        cuts = [m.end() for m in _CLAUSE.finditer(line, 0, match.start())]
        for start in (0, *reversed(cuts[-_MOST:])):
            word = _ASKING_WORD.match(line, start)
            led = word and word.end() <= match.start() and "," not in line[start : match.start()]
            if led and word and not _REPORTED.search(line, start, word.end()):
                return Inverted(start, match.end(), word)
        return Inverted(cuts[-1] if cuts else 0, match.end(), None)
    return None


def verb_first(line: str) -> re.Match[str] | None:
    """A question word at the start of a line, straight before its verb: 'que mesure un'."""
    return _BEFORE_VERB.match(line) or _unreported(_EARLY.match(line))


def is_it_that(line: str) -> re.Match[str] | None:
    """'est-ce que' inside a line, where no question word leads into it."""
    return _unreported(_IS_IT_THAT.search(line))


def _unreported(found: re.Match[str] | None) -> re.Match[str] | None:
    return None if found is None or _REPORTED.search(found.string, 0, found.end()) else found


def asked_last(line: str) -> re.Match[str] | None:
    """A question word where a statement has its object: 'il joue de quel instrument'."""
    found = _NAMED.search(line) or _LAST.search(line)
    if found is None or len(line[: found.start()].split()) < 2 or line[found.start() - 2] == ",":
        return None
    return None if _REPORTED.search(line, 0, found.start("wh")) else found
