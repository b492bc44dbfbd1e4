"""From a reply to words: what she says, in which order, with which figures in it. Pure."""

from collections.abc import Iterator

from dialogues.negotiation.moves import MoveAct, Problem, ReplyAct
from dialogues.negotiation.script import Coloured
from dialogues.negotiation.wording_terms import label, labels, listed, recap
from dialogues.negotiation.wording_voice import Piece, Turned, Voice
from dialogues.text import Wordings

SHORT_OF_TIME = 3
"""Turns left at which she says so."""

BEFORE_TERMS: tuple[Coloured, ...] = ("flinch", "silence", "disappointment")
AFTER_TERMS: tuple[Coloured, ...] = ("good-cop", "deadline-pressure")
"""Counter-moves that colour a turn, before or after what she says of terms."""


def pieces(voice: Voice, turned: Turned) -> tuple[Piece, ...]:
    """What she says, in order; the family words it and leaves out what is too much."""
    reply = turned.reply
    match reply.act:
        case ReplyAct.WARN:
            return (Piece("offended"),)
        case ReplyAct.RECAP:
            return (*_answers(voice, turned), *_recap(voice, turned))
        case ReplyAct.FINAL:
            terms = reply.offer or {}
            return (*_answers(voice, turned), voice.line("final", terms, turn=reply.turn))
        case ReplyAct.CLARIFY:
            offer = _moved(voice, turned) if reply.moved and reply.offer else ()
            return (*_answers(voice, turned), *_queries(voice, turned), *offer)
        case _:
            return _bargaining(voice, turned)


def _bargaining(voice: Voice, turned: Turned) -> tuple[Piece, ...]:
    if turned.move.hostile:
        return (Piece("pressed"), *_bluff(voice, turned), *_reasons(turned))
    said = [
        *_manners(turned),
        *_answers(voice, turned),
        *_colour(voice, turned),
        *_offer(voice, turned),
    ]
    asks = tuple(_asks(voice, turned))
    if not any(piece.needed for piece in (*said, *asks)):
        said.append(_filler(voice, turned))
    said += asks
    if turned.reply.turns_left == SHORT_OF_TIME:
        said.append(Piece("time-short", needed=True))
    return tuple(said)


def _confirms(turned: Turned) -> bool:
    return bool(turned.reply.confirmed and not turned.reply.secrets)


def denies(turned: Turned) -> bool:
    """Whether she does not recognise what was given back to her."""
    return turned.understood.gave_back_wrongly and not _confirms(turned)


def _manners(turned: Turned) -> Iterator[Piece]:
    move = turned.move
    alone = not (move.speaks_terms or move.questions or move.arguments)
    if move.does(MoveAct.APOLOGISE):
        yield Piece("apology-taken")
    elif move.does(MoveAct.GREET, MoveAct.INTRODUCE) and not turned.before.greeted:
        yield Piece("greet-back", needed=alone)


def _answers(voice: Voice, turned: Turned) -> Iterator[Piece]:
    """Answers to questions, to reasons and to what was given back; always before her own terms."""
    block, reply, heard = voice.block, turned.reply, turned.understood
    if _confirms(turned):
        yield Piece("confirmed", needed=not reply.moved)
    elif denies(turned):
        yield Piece("not-what-i-said")
    for secret in reply.secrets:
        yield Piece(f"secret:{secret}.full", block.secret(secret).full)
    for secret in reply.hints[:1] if not reply.secrets else ():
        yield Piece(f"secret:{secret}.brief", block.secret(secret).brief)
    for secret in reply.dodged[:1] if not reply.secrets else ():
        dodge = block.secret(secret).dodge
        yield Piece(f"secret:{secret}.dodge", dodge) if dodge else Piece("dodge")
    if reply.bluff_called and block.bluff is not None:
        yield Piece("bluff.called", block.bluff.called)
    told = reply.secrets or reply.hints or reply.dodged or reply.bluff_called
    if not told and heard.known and not reply.confirmed:
        yield Piece("told-already")
    elif not told and heard.aimless:
        yield _aside(voice, turned)
    for argument in reply.heard[:1]:
        yield Piece(f"argument:{argument}", block.argument(argument).heard, needed=not told)


def _aside(voice: Voice, turned: Turned) -> Piece:
    """An answer to a question with nothing hidden behind it: why she holds on, if it is a point."""
    offer, about = turned.reply.offer, turned.understood.about
    if offer is None or about is None or not turned.before.table.shown:
        return Piece("off-topic-question", needed=not turned.move.speaks_terms)
    said = voice.block.issue(about).holds
    places = {"value": voice.shown(about, offer[about])}
    return Piece(f"holds:{about}", said, places, {about: offer[about]})


def _colour(voice: Voice, turned: Turned) -> Iterator[Piece]:
    """What she does about it before she speaks of terms."""
    block, reply = voice.block, turned.reply
    if reply.reopened:
        yield voice.line("reopened", issue=label(block, reply.reopened[0], voice.lang))
    for remark in reply.remarks[:1]:
        text = next(pair.remark for pair in block.case.incoherent if pair.id == remark)
        yield Piece(f"remark:{remark}", Wordings(fr=(text.fr,), en=(text.en,)))
    if turned.understood.ranged:
        heard = {i: turned.move.offer[i] for i in turned.understood.ranged}
        yield voice.line("ranged", needed=False, terms=listed(block, heard, voice.lang))
    for tactic in BEFORE_TERMS:
        if tactic in reply.tactics:
            yield voice.tactic(tactic)
    if "pocket-and-press" in reply.tactics and reply.offer is not None:
        yield voice.line("pocketed", needed=False)
    yield from _bluff(voice, turned)


def _bluff(voice: Voice, turned: Turned) -> Iterator[Piece]:
    bluff = voice.block.bluff
    if turned.reply.bluff and bluff is not None:
        yield Piece("bluff.line", bluff.line)


def _reasons(turned: Turned) -> Iterator[Piece]:
    if "reason" in turned.reply.asks:
        yield Piece("ask-reason")


def _offer(voice: Voice, turned: Turned) -> Iterator[Piece]:
    """Her terms: said for the first time, moved, held, or asked for."""
    reply = turned.reply
    if reply.offer is None:
        if turned.understood.asks_offer and "proposal" not in reply.asks:
            yield Piece("ask-proposal")
        return
    first = not turned.before.table.shown
    if first:
        yield voice.line("offer-opening", reply.offer, turn=reply.turn)
    elif reply.moved:
        yield from _moved(voice, turned)
    elif turned.understood.asks_offer:
        yield voice.line("offer-standing", reply.offer, turn=reply.turn)
    elif turned.move.speaks_terms:
        yield from _held(voice, turned)
    if not first:
        yield from _agreed(voice, turned)
    yield from _beside(voice, turned)


def _moved(voice: Voice, turned: Turned) -> Iterator[Piece]:
    reply = turned.reply
    assert reply.offer is not None
    terms = {i: reply.offer[i] for i in reply.moved}
    taken = {i: v for i, v in terms.items() if turned.after.table.learner.get(i) == v}
    costs = {i: v for i, v in terms.items() if i not in taken}
    kind = "offer-traded" if reply.trace.traded else "offer-moved"
    if costs or not taken:
        yield voice.line(kind, terms, turn=reply.turn)
    else:
        yield voice.line("agreed-note", taken, turn=reply.turn)
    if "split-the-difference" in reply.tactics:
        yield voice.tactic("split-the-difference")
    for issue in reply.authority[:1]:
        limit = next(a for a in voice.block.case.authority if a.issue == issue)
        yield voice.line("authority", boss=limit.boss.in_(voice.lang))


def _held(voice: Voice, turned: Turned) -> Iterator[Piece]:
    """Why she does not move, on the issue the learner has just spoken of."""
    reply = turned.reply
    assert reply.offer is not None
    table = turned.after.table
    spoken = [*turned.move.offer, *(r.issue for r in turned.move.relative)]
    open_ = [i for i in spoken if i in table.learner and table.learner[i] != reply.offer[i]]
    issue = reply.presses if reply.presses in open_ or not open_ else open_[0]
    if issue is None:
        return
    said = voice.block.issue(issue).holds
    places = {"value": voice.shown(issue, reply.offer[issue])}
    terms = {issue: reply.offer[issue]}
    yield Piece(f"holds:{issue}", said, places, terms, needed=reply.alternative is None)


def _agreed(voice: Voice, turned: Turned) -> Iterator[Piece]:
    """Points on which both have just come to say the same."""
    reply = turned.reply
    assert reply.offer is not None
    before, after = turned.before.table.agreed, turned.after.table.agreed
    fresh = [i for i in after if i not in before and i not in reply.moved]
    if fresh:
        terms = {i: reply.offer[i] for i in fresh}
        lonely = not (reply.moved or reply.presses)
        yield voice.line("agreed-note", terms, turn=reply.turn, needed=lonely)


def _beside(voice: Voice, turned: Turned) -> Iterator[Piece]:
    reply = turned.reply
    assert reply.offer is not None
    if reply.alternative is not None:
        other = {i: v for i, v in reply.alternative.items() if reply.offer[i] != v}
        yield voice.line("alternative", other, turn=reply.turn)
    for tactic in AFTER_TERMS:
        if tactic in reply.tactics:
            yield voice.tactic(tactic)


def _asks(voice: Voice, turned: Turned) -> Iterator[Piece]:
    """What she asks, or the point she turns to."""
    reply, table = turned.reply, turned.after.table
    if "against-what" in reply.asks:
        yield Piece("against-what")
        return
    if "what-else" in reply.asks:
        yield Piece("what-else")
        return
    if "reason" in reply.asks:
        yield from _reasons(turned)
        return
    if "proposal" in reply.asks:
        yield Piece("ask-proposal", needed=not reply.secrets)
        return
    if reply.alternative is not None or reply.offer is None:
        return
    if reply.moved and reply.presses is not None:
        issue = reply.presses
        yield voice.line(
            "press",
            needed=False,
            issue=label(voice.block, issue, voice.lang),
            mine=voice.shown(issue, reply.offer[issue]),
            theirs=voice.shown(issue, table.learner[issue]),
        )
        return
    unsaid = [i for i in table.open if i not in table.learner]
    if unsaid and table.learner and turned.before.table.shown:
        issue = unsaid[reply.turn % len(unsaid)]
        yield voice.line("ask-open", needed=False, issue=label(voice.block, issue, voice.lang))


def _filler(voice: Voice, turned: Turned) -> Piece:
    """Something to say when nothing calls for an answer: back to an open point."""
    reply, table = turned.reply, turned.after.table
    if reply.offer is not None and table.learner:
        for issue in table.open:
            if issue in table.learner:
                places = {"value": voice.shown(issue, reply.offer[issue])}
                said = voice.block.issue(issue).holds
                return Piece(f"holds:{issue}", said, places, {issue: reply.offer[issue]})
    return Piece("keep-going")


def _queries(voice: Voice, turned: Turned) -> Iterator[Piece]:
    """Questions about what cannot be taken as it stands."""
    if "against-what" in turned.reply.asks:
        yield Piece("against-what")
    for problem in turned.reply.problems[:2]:
        yield _query(voice, problem)


def _query(voice: Voice, problem: Problem) -> Piece:
    kind = "no-issue" if problem.kind == "unknown-issue" else problem.kind
    quoted = problem.quoted or ""
    if not quoted and problem.issue is not None and problem.said is not None:
        quoted = f"{problem.said}"
    if not quoted and problem.issue is not None:
        quoted = label(voice.block, problem.issue, voice.lang)
    issues = labels(voice.block, problem.among, voice.lang, or_=True)
    if kind == "unit" and problem.issue is not None:
        issue = label(voice.block, problem.issue, voice.lang)
        return voice.line(kind, quoted=quoted, issue=issue, unit="%")
    return voice.line(kind, quoted=quoted, issues=issues)


def _recap(voice: Voice, turned: Turned) -> Iterator[Piece]:
    reply = turned.reply
    assert reply.recap is not None
    yield Piece("recap")
    text = recap(voice.block, reply.recap, voice.lang)
    yield Piece("recap-list", Wordings(fr=(text,), en=(text,)), terms=reply.recap)
    if reply.extra is not None:
        yield voice.line("nibble", reply.extra, turn=reply.turn)
    else:
        yield Piece("recap-asks")
