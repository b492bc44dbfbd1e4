"""Scripted learners who type: a move said in template sentences, and a game of typed messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from dialogues import engine
from dialogues.attempt import Attempt
from dialogues.case import Case
from dialogues.families.negotiation import course
from dialogues.ids import AttemptId, LearnerId
from dialogues.negotiation.bargainer import Player
from dialogues.negotiation.counterparty import answered
from dialogues.negotiation.model import IssueId, SecretId, Value
from dialogues.negotiation.moves import Argued, Move, MoveAct, Question
from dialogues.negotiation.script import Negotiation
from dialogues.negotiation.standing import Course, Exchange, Standing
from dialogues.negotiation.understanding_questions import SECRET
from dialogues.negotiation.wording_terms import labels, listed
from dialogues.text import Lang, Text

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
_SAID: dict[MoveAct, Text] = {
    MoveAct.GREET: Text(fr="Bonjour.", en="Good morning."),
    MoveAct.INTRODUCE: Text(fr="Je viens pour notre contrat.", en="I have come for our contract."),
    MoveAct.THANK: Text(fr="Merci à vous.", en="Thank you."),
    MoveAct.CONFIRM: Text(fr="Oui, c'est bien cela, d'accord.", en="Yes, that is right, agreed."),
    MoveAct.REFUSE: Text(fr="Non, cela ne me convient pas.", en="No, that does not suit me."),
    MoveAct.REFUSE_EXTRA: Text(
        fr="Mais sans le supplément demandé.", en="But without the extra you ask for."
    ),
    MoveAct.NEXT_STEP: Text(
        fr="Je vous envoie le contrat mardi.", en="I will send you the contract on Tuesday."
    ),
    MoveAct.LEAVE: Text(fr="Restons-en là. Au revoir.", en="Let us stop there. Goodbye."),
    MoveAct.APOLOGISE: Text(fr="Je vous présente mes excuses.", en="I apologise."),
    MoveAct.THREAT: Text(
        fr="Sinon je travaille avec votre concurrent.", en="Otherwise I go to your competitor."
    ),
    MoveAct.ULTIMATUM: Text(fr="C'est à prendre ou à laisser.", en="Take it or leave it."),
    MoveAct.INSULT: Text(fr="Vous êtes un incapable.", en="You are an idiot."),
}
_NOTHING = Text(fr="Hmm.", en="Hmm.")
_OFFER = Text(fr="Je vous propose {terms}.", en="I propose {terms}.")
_TIED = Text(
    fr="Si vous acceptez le reste de mes conditions, je vous propose {terms}.",
    en="If you accept the rest of my terms, I can offer {terms}.",
)
_TRADE = Text(
    fr="Si vous acceptez {asked}, je vous propose {given}.",
    en="If you accept {asked}, I can offer {given}.",
)
_TAKES = Text(fr="J'accepte votre offre telle quelle.", en="I accept your offer as it stands.")
_SECOND = Text(fr="J'accepte votre seconde formule.", en="I accept your second package.")
_ACCEPTS = Text(fr="D'accord pour {points}.", en="Agreed on {points}.")
_GIVEN_BACK = Text(fr="Si je vous suis bien : {gist}", en="If I follow you: {gist}")
_RECAP = Text(fr="Je récapitule : {terms}.", en="To recap: {terms}.")


@dataclass(frozen=True)
class Speaker:
    """Who puts moves into words of one case."""

    block: Negotiation
    lang: Lang

    def says(self, move: Move, standing: Standing) -> str:
        """A move in template sentences, with the case's own phrases."""
        return " ".join(self._sentences(move, standing)) or _NOTHING.in_(self.lang)

    def _sentences(self, move: Move, standing: Standing) -> Iterator[str]:
        for act in (MoveAct.GREET, MoveAct.INTRODUCE):
            if move.does(act):
                yield _SAID[act].in_(self.lang)
        if move.does(MoveAct.REFORMULATE) and standing.told:
            yield self._gist(standing)
        for question in move.questions:
            yield self._question(question, standing)
        for argued in move.arguments:
            yield self._argument(argued)
        if move.takes is not None:
            taken = _TAKES if move.takes == "offer" else _SECOND
            yield taken.in_(self.lang)
        if move.accepts:
            points = labels(self.block, move.accepts, self.lang)
            yield _ACCEPTS.in_(self.lang).format(points=points)
        if move.offer:
            yield self._offer(move, standing)
        said = (MoveAct.GREET, MoveAct.INTRODUCE, MoveAct.REFORMULATE, MoveAct.RECAP)
        for act in move.acts:
            if act not in said:
                yield _SAID[act].in_(self.lang)

    def _gist(self, standing: Standing) -> str:
        told = standing.told[min(standing.reformulated, len(standing.told) - 1)]
        secret = next(s for s in self.block.case.secrets if s.id == told)
        return _GIVEN_BACK.in_(self.lang).format(gist=secret.gist.in_(self.lang))

    def _question(self, question: Question, standing: Standing) -> str:
        """An example question of the secret it asks for; a shut one asks whether."""
        asked = str(question.topic).removeprefix(SECRET)
        fresh = [s for s in self.block.case.secrets if s.id not in standing.told]
        by_id = [s.id for s in self.block.case.secrets if s.id == asked]
        by_topic = [s.id for s in fresh if question.topic in s.topics]
        bluff = self.block.case.bluff
        pending = bluff is not None and "competitor" in standing.used and not standing.called
        if pending and bluff is not None and question.topic in bluff.topics:
            says = bluff.says.in_(self.lang)
            return (
                f"{says.rstrip('.')} : d'où vient ce chiffre ?"
                if self.lang == "fr"
                else (f"{says.rstrip('.')}: where does that figure come from?")
            )
        left = [s.id for s in fresh] or [s.id for s in self.block.case.secrets]
        names = by_id or by_topic or left
        return self._asks(names[0])

    def _asks(self, secret: SecretId) -> str:
        asks = self.block.secret(secret).asks
        return (asks.fr if self.lang == "fr" else asks.en)[0]

    def _argument(self, argued: Argued) -> str:
        return self.block.argument(argued.argument).says[0].in_(self.lang)

    def _offer(self, move: Move, standing: Standing) -> str:
        terms = listed(self.block, move.offer, self.lang)
        if move.does(MoveAct.RECAP):
            return _RECAP.in_(self.lang).format(terms=terms)
        if not move.conditional:
            return _OFFER.in_(self.lang).format(terms=terms)
        held = {i: v for i, v in move.offer.items() if standing.table.learner.get(i) == v}
        given: dict[IssueId, Value] = {i: v for i, v in move.offer.items() if i not in held}
        if not held:
            stood = standing.table.learner
            held = {i: v for i, v in stood.items() if i not in given and i in standing.table.open}
            held = dict(list(held.items())[:1])
        if not (held and given):
            return _TIED.in_(self.lang).format(terms=terms)
        asked, offered = (listed(self.block, part, self.lang) for part in (held, given))
        return _TRADE.in_(self.lang).format(asked=asked, given=offered)


@dataclass(frozen=True)
class Typed:
    """A game of typed messages."""

    course: Course
    said: tuple[str, ...]
    heard: int
    """Offers heard exactly as they were meant, of `meant`."""
    meant: int
    ending: str


def typed(case: Case, player: Player, lang: Lang, seed: int = 0) -> Typed:
    """The game of `player` in template sentences, through the reader and the whole engine."""
    block, lexicon = case.scenario.negotiation, case.bargain
    assert block is not None
    assert lexicon is not None
    speaker = Speaker(block, lang)
    who = {"attempt": AttemptId("bench-1"), "learner": LearnerId("bench")}
    events = engine.start(case, **who, lang=lang, seed=seed, now=NOW)  # type: ignore[arg-type]
    attempt = engine.restored(case, events)
    said: list[str] = []
    heard = meant = 0
    while not attempt.ended:
        before = attempt.standing
        assert before is not None
        move = player(lexicon.domain, before)
        said.append(speaker.says(move, before))
        events = (*events, *engine.answer(case, attempt, said[-1], now=NOW))
        attempt = engine.restored(case, events)
        if move.offer and not move.does(MoveAct.RECAP):
            meant += 1
            read = attempt.bargained[-1].move
            heard += read is not None and all(read.offer.get(i) == v for i, v in move.offer.items())
    return Typed(_whole(case, attempt), tuple(said), heard, meant, attempt.ended)


def _whole(case: Case, attempt: Attempt) -> Course:
    """The game; one broken off by the talk is one the learner left."""
    played = course(attempt)
    if played.end.ended is not None:
        return played
    lexicon = case.bargain
    assert lexicon is not None
    left = Move(acts=(MoveAct.LEAVE,))
    standing, reply = answered(lexicon.domain, played.end, left, attempt.seed)
    return played.model_copy(
        update={
            "exchanges": (*played.exchanges, Exchange(move=left, reply=reply)),
            "standings": (*played.standings, standing),
        }
    )
