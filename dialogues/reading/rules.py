"""Rules: what cues, questions, conditions and terms say of a message before it is weighed."""

import re
from bisect import bisect_left
from dataclasses import replace

from dialogues.reading.answering import answers_in
from dialogues.reading.cues import CERTAIN, Found, cues_in
from dialogues.reading.folding import Folded
from dialogues.reading.model import Act, Context, Term, TermKind
from dialogues.reading.naming import named_in
from dialogues.reading.other_side import other_side, said_before
from dialogues.reading.questions import questions_in
from dialogues.reading.restating import bare_leads, restated_in
from dialogues.reading.topics import holds

_IF_THEN = re.compile(
    r"\b(?:si (?:vous|tu|on|je|nous|c'est|votre|vos)|s'il|if (?:you|we|i|your|it)|when you|"
    r"provided)\b.{4,160}?"
    r"(?:,|\b(?:alors|then|je|j'|nous|on|vous aurez|i|we|i'll|we'll|you'll|you get|you can)\b)"
)
_MOVE_IF = re.compile(
    r"\d[^\n?]{0,60}? (?:si (?:vous|tu)|if (?:you|u)) (?:me |nous |vous |us )?(?:pren|command|sign|"
    r"pay|engag|achet|regl|take|order|commit|buy|accept|mont|gard)[^\n]*"
)
_MOVE_BUT = re.compile(
    r"\d[^\n?]{0,60}?,? (?:mais|but)(?: alors| then)? (?:(?:il )?faut(?:drait)?|vous (?:devez|"
    r"signez|prenez|payez|commandez|montez)|(?:you|u) (?:must|have to|need to|sign|take|pay|order|"
    r"commit))\b[^\n]*"
)
_ADDS_UP = re.compile(
    r"(?:if (?:you|u|we)|si (?:vous|on|tu|nous)|quand on) (?:add|count|compare|look|divide|include|"
    r"rajout|ajout|compt|compar|divis|regard|prend en compte|prends en compte|inclu)\w*\b"
)
"""A condition that only reckons: nobody has to do anything."""
_HEARD = re.compile(
    r"(?:si (?:je (?:vous |te )?(?:compren|sui|saisi|enten|resum|reformul|recapitul)|j'ai bien|"
    r"vous (?:ne )?changez rien)|if i(?:'ve| have)? (?:underst|hear|follow|get|got|sum|recap))"
)
"""Conditions that only lead into giving something back."""
_TRADED = re.compile(
    r"\d|remise|discount|prix|price|livr|deliver|offer|offre|commande|order|acompte|deposit|"
    r"exclusiv|garant|warrant|"
    r"paie|payment|pay\b|volume|engage|commit|contrat|contract|transport|franco"
)
_SUMMED = frozenset(
    {
        TermKind.AMOUNT,
        TermKind.PERCENT,
        TermKind.QUANTITY,
        TermKind.DURATION,
        TermKind.DATE,
        TermKind.INCOTERM,
        TermKind.PAYMENT,
        TermKind.WARRANTY,
        TermKind.EXCLUSIVITY,
        TermKind.PENALTY,
    }
)
_SUMMARY_KINDS = 3
_SURELY = 0.9
"""The strength of a sure cue."""
_STATED = frozenset({Act.ARGUE, Act.CONCEDE, Act.PROVE})
"""Acts that a question does not do, however its words look."""
_FORMULAE = frozenset({Act.GREET, Act.THANK, Act.LEAVE, Act.APOLOGISE})
SHAKY = 0.6
"""Strength from which terms alone pass for an offer; an answer to a question is not one."""
_ASKED = frozenset({Act.ASK_CLOSED, Act.CHECK})
_BESIDE = _FORMULAE | {Act.PROPOSE, Act.REFUSE}
_LEAD_WORDS = 2
"""Words before a condition that only lead into it."""
_BARE_WORDS = 5
_TO_YOU = re.compile(
    r"\b(?:you|vous|tu|nous|on|we)\b.{0,30}\b(?:accept\w*|take|do|agree|work|willing|ok|okay|"
    r"consider|prefer\w*|"
    r"go|start|settle|pay|give|pren\w+|fai\w+|travaill\w+|pret\w*|d'accord|commenc\w+|pay\w+|"
    r"donn\w+|ir\w+|mett\w+)\b|"
    r"\b(?:accepteriez|prendriez|how about|what about|et si|disons|say)\b|"
    r"\b(?:je|on|nous) (?:vous |te |t')?(?:l'|le |la |les )?(?:mets|met|mettons|fais|fait|faisons|"
    r"note|notons|prepare|preparons|reserve|reservons|compte|comptons)\b|"
    r"\b(?:shall|should|can|do) (?:i|we) (?:put|book|note|reserve|prepare|make it|count)\b"
)
_FACTUAL = re.compile(
    r"\b(?:nous sommes|on est|nous employons|nous produisons|nous fabriquons|nous exportons|"
    r"we are|we make|we produce|we employ|we export|we have been|nous existons|nous avons (?:deja|"
    r"\w+ (?:personnes|salaries|clients|machines|usines|ans))|we have (?:\w+ )?(?:people|staff|"
    r"customers|machines|plants)|dure(?:nt)?|lasts?|obtien\w+|obtenu\w*|mesure\w*|measured|tested|"
    r"teste\w*|perd(?:ez|ent|u)?|lost|loses?|tombe\w* en panne|s'arrete\w*|stopped|stops|"
    r"produi(?:t|sent)|produces?|consomm\w+|consumes?|resist\w+|tien(?:t|nent)|pes(?:e|ent)|"
    r"weighs?|mesure\w*|employ\w+|vend(?:ent|ez|ons)|sells?|represent\w+|gagn\w+|economis\w+|"
    r"saves?|saved|parce que|because|car|en moyenne|on average|l'an dernier|last year|depuis|since|"
    r"il y a|ago|un de nos|one of our|"
    r"(?:vous |me |nous )?coute(?:nt)?|costs? (?:you|us|me)|par an|a year|"
    r"per year|par mois|a month|s'explique)\b"
)
_OFFERED = re.compile(
    r"\b(?:propos\w+|offr\w+|offre|offers?|suggest\w*|accept\w*|(?:je|nous|on) (?:vous |te |le "
    r"|la |les )*(?:peux|peut|pouvons|pourr\w+|fais|fait|faisons|donne\w*|mets|met|mettons|"
    r"accord\w+|consen\w+|veux|voul\w+|voudr\w+|souhait\w+|demand\w+|descend\w*|mont\w+|"
    r"baiss\w+|passe\w*|prend\w*|pay\w+|factur\w+|livr\w+|garanti\w+|rest\w+|part\w*)|"
    r"(?:i|we)(?: can| could|'ll| will|'d| would|'m|'re| am| are)?(?: willing to| ready to| happy "
    r"to| able to| looking for| asking| thinking)? (?:do|give|pay|offer|go|take|want|need|expect|"
    r"like|ask|accept|deliver|ship|charge|start|drop|lower|guarantee|quote|sell|supply|provide|"
    r"propose|suggest|set|grant|make it)|il (?:me|nous) (?:faut|faudrait)|prenez|prends|mettez|"
    r"take|disons|let's|how about|what about|va pour|prix|price|tarif|salary|deal|if you|si vous)\b"
)
_BREAK = re.compile(
    r"(?:[,:] |(?:,|;)? ?\b(?:mais|but|however|cependant|toutefois|donc|so that|car|because|"
    r"parce que|en revanche|"
    r"par contre|although|though|therefore|et (?:je|nous|on|vous|puis|si|donc)|and (?:i|we|you|"
    r"then|if|so))\b)"
)


def found_in(folded: Folded, terms: tuple[Term, ...], context: Context) -> list[Found]:
    """Everything the rules see, each with the clause that shows it."""
    found = [clause_of(folded, cue) for cue in cues_in(folded)]
    found += questions_in(folded)
    found += _trades(folded)
    said = said_before(context)
    asked = said.rstrip().endswith("?") and other_side(said).asks_fact
    found += [
        replace(f, strength=0.5) if asked and f.strength > SHAKY else f
        for f in _from_terms(folded, terms, found)
    ]
    found += answers_in(folded, terms, context)
    found += restated_in(folded, context)
    found += named_in(folded)
    bare = list(bare_leads(folded))
    return [
        f
        for f in found
        if (f.act is not Act.REFORMULATE or not any(a <= f.start < b for a, b in bare))
        and not (
            f.act in _STATED
            and f.strength >= CERTAIN
            and folded.text[f.start : line_of(folded, f.end - 1)[1]].rstrip().endswith("?")
        )
    ]


def line_of(folded: Folded, at: int) -> tuple[int, int]:
    """The sentence around a place."""
    start = folded.text.rfind("\n", 0, at) + 1
    end = folded.text.find("\n", at)
    return start, len(folded.text) if end < 0 else end


def clauses_of(folded: Folded, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence: between commas and joining words."""
    cuts = [start]
    for match in _BREAK.finditer(folded.text, start, end):
        at = (
            match.end()
            if folded.text[match.start()] in ",:" and not match.group().strip(",:; ")
            else match.start()
        )
        at = (
            match.start() + 1
            if folded.text[match.start()] in ",;" and match.group().strip(",:; ")
            else at
        )
        if at - cuts[-1] >= 8 and end - at >= 5:
            cuts.append(at)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def clause_of(folded: Folded, found: Found) -> Found:
    """A cue widened to its clause; formulae stay as they are."""
    if found.act in _FORMULAE:
        return found
    start, _ = line_of(folded, found.start)
    _, end = line_of(folded, max(found.start, found.end - 1))
    inside = [c for c in clauses_of(folded, start, end) if c[0] < found.end and found.start < c[1]]
    if inside:
        start, end = inside[0][0], inside[-1][1]
    return Found(found.act, start, end, found.strength, found.why)


def _trades(folded: Folded) -> list[Found]:
    trades = []
    for match in _IF_THEN.finditer(folded.text):
        start, end = line_of(folded, match.start())
        sentence = folded.text[start:end]
        if sentence.rstrip().endswith("?") and not re.search(r"\d", sentence):
            continue
        if _HEARD.match(folded.text, match.start()) or _ADDS_UP.match(folded.text, match.start()):
            continue
        if _TRADED.search(sentence):
            lead = folded.text[start : match.start()].split()
            start = match.start() if len(lead) <= _LEAD_WORDS else start
            trades.append(Found(Act.TRADE, start, end, 0.85, "condition and counter-move"))
    for match in (*_MOVE_IF.finditer(folded.text), *_MOVE_BUT.finditer(folded.text)):
        start, end = line_of(folded, match.start())
        if "?" not in folded.text[start:end]:
            trades.append(Found(Act.TRADE, start, end, 0.95, "counter-move and condition"))
    return trades


def _from_terms(folded: Folded, terms: tuple[Term, ...], found: list[Found]) -> list[Found]:
    """Terms alone are an offer, also in the shape of a question; many kinds a summary."""
    made: list[Found] = []
    kinds = {t.kind for t in terms if t.kind in _SUMMED}
    offered = any(f.act is Act.PROPOSE and f.strength >= _SURELY for f in found)
    if len(kinds) >= _SUMMARY_KINDS and "?" not in folded.text and not offered:
        made.append(Found(Act.SUMMARISE, 0, len(folded.text), 0.4, "several kinds of terms"))
    lines: dict[tuple[int, int], list[Term]] = {}
    for term in terms:
        at = bisect_left(folded.starts, term.span.start)
        lines.setdefault(line_of(folded, min(at, len(folded.text) - 1)), []).append(term)
    for (start, end), inside in lines.items():
        sentence = folded.text[start:end]
        acts = {f.act for f in found if f.start < end and start < f.end}
        if acts & {Act.TRADE, Act.THANK, Act.ASK_OPEN, Act.ASK_FACT}:
            continue
        if judged(sentence) and len(inside) == 1 and Act.PROPOSE not in acts:
            continue
        why = f"terms stated: {inside[0].text}"
        named = sum(t.span.end - t.span.start for t in inside)
        short = len(sentence.split()) <= _BARE_WORDS or named >= len(sentence) * 0.45
        if "?" in sentence or acts & _ASKED:
            if _TO_YOU.search(sentence):
                made.append(Found(Act.PROPOSE, start, end, 0.6, why))
        elif short and not acts - _BESIDE and not described(sentence):
            made.append(Found(Act.PROPOSE, start, end, 0.8, f"terms alone: {inside[0].text}"))
        elif not described(sentence) and any(t.kind is not TermKind.DATE for t in inside):
            made.append(Found(Act.PROPOSE, start, end, 0.5, why))
    return made


def judged(sentence: str) -> bool:
    """Whether a sentence only says of a figure that it is too much, or what one thinks of it."""
    worded = holds("consistency.yaml", "complains", sentence) or (
        holds("consistency.yaml", "reaction_points", sentence)
        and holds("consistency.yaml", "reaction_finds", sentence)
    )
    return worded and not _OFFERED.search(sentence)


def described(sentence: str) -> bool:
    """Whether a sentence with figures states how things are, and puts nothing up for agreement."""
    return bool(_FACTUAL.search(sentence)) and not _OFFERED.search(sentence) and "?" not in sentence
