"""What holds in every game, whatever is said: random cases, random moves."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.negotiation.aspiration import by_the_clock
from dialogues.negotiation.counterparty import OVERTIME, answered, begun, course
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.moves import Move, MoveAct, ReplyAct
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.standing import Exchange, Standing, floor_at
from tests.dialogues.negotiation.games import cases, games, plain_games, random_case

Game = tuple[Domain, tuple[Move, ...]]
check = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@check
@given(games())
def test_that_she_never_signs_or_offers_anything_below_her_limit(game: Game) -> None:
    domain, said = game
    limit = domain.reservation["counterpart"]
    if limit > domain.most["counterpart"]:
        return
    run = course(domain, said, 0)
    for standing, exchange in zip(run.standings[1:], run.exchanges, strict=True):
        reply = exchange.reply
        assert domain.worth("counterpart", standing.table.offer) >= limit
        for package in (reply.offer, reply.alternative, reply.recap):
            if package is not None:
                assert domain.names_all(package)
                assert domain.worth("counterpart", package) >= limit


@check
@given(games())
def test_that_her_target_never_rises_and_never_falls_below_her_limit(game: Game) -> None:
    domain, said = game
    run = course(domain, said, 0)
    for before, after in zip(run.standings, run.standings[1:], strict=False):
        assert after.target <= before.target
        assert after.target >= min(before.target, domain.reservation["counterpart"])


@check
@given(games())
def test_that_every_change_of_her_target_is_the_sum_of_its_named_terms(game: Game) -> None:
    domain, said = game
    run = course(domain, said, 0)
    for before, exchange, after in zip(
        run.standings, run.exchanges, run.standings[1:], strict=False
    ):
        trace = exchange.reply.trace
        assert trace.before == before.target
        assert trace.after == after.target
        assert trace.before + sum(term.by for term in trace.terms) == trace.after
        assert trace.floor == floor_at(domain, after.goodwill)


@check
@given(games())
def test_that_a_game_ends_two_turns_after_the_last_at_the_latest(game: Game) -> None:
    domain, said = game
    run = course(domain, said, 0)
    last = domain.case.deadline.turns
    assert run.end.ended is not None
    assert run.end.turn <= last + OVERTIME
    for exchange in run.exchanges:
        if exchange.reply.turn >= last:
            late = {ReplyAct.RECAP, ReplyAct.DEAL, ReplyAct.WALK, ReplyAct.PART}
            assert exchange.reply.act in late


@check
@given(games())
def test_that_nothing_new_gets_no_concession_before_the_end_is_in_sight(game: Game) -> None:
    domain, said = game
    run = course(domain, said, 0)
    for before, exchange, after in zip(
        run.standings, run.exchanges, run.standings[1:], strict=False
    ):
        trace = exchange.reply.trace
        if trace.news:
            continue
        assert {t.name for t in trace.terms} <= {"deadline"}
        if after.turn <= domain.case.deadline.soft:
            assert after.target == before.target


@check
@given(games())
def test_that_a_gift_is_never_paid_for(game: Game) -> None:
    domain, said = game
    for exchange in course(domain, said, 0).exchanges:
        trace = exchange.reply.trace
        if trace.gift:
            assert "trade" not in {t.name for t in trace.terms}
        assert not (trace.gift and trace.traded)
        used = exchange.reply.tactics
        assert len(set(used)) == len(used)


@check
@given(games())
def test_that_no_more_than_the_clock_moves_her_without_information(game: Game) -> None:
    domain, said = game
    run = course(domain, said, 0)
    for before, exchange in zip(run.standings, run.exchanges, strict=False):
        trace = exchange.reply.trace
        time = -sum(t.by for t in trace.terms if t.name == "time")
        floor = trace.floor
        by_clock = by_the_clock(domain, floor, before.turn) - by_the_clock(
            domain, floor, before.turn + 1
        )
        assert 0 <= time <= max(0, by_clock) * 3 // 2


@check
@given(games())
def test_that_what_she_has_offered_stays_on_the_table(game: Game) -> None:
    """Each step of her offer goes towards the learner's own words, or to where it costs nothing."""
    domain, said = game
    run = course(domain, said, 0)
    for before, after in zip(run.standings, run.standings[1:], strict=False):
        if not before.table.shown:
            continue
        for issue_id, now in after.table.offer.items():
            was = before.table.offer[issue_id]
            if now == was:
                continue
            place = domain.by_id[issue_id].place
            wished = after.table.learner[issue_id]
            assert abs(place(now) - place(wished)) < abs(place(was) - place(wished))


@check
@given(games())
def test_that_her_offer_is_never_worth_less_than_she_aims_for(game: Game) -> None:
    domain, said = game
    run = course(domain, said, 0)
    for standing in run.standings:
        if domain.reservation["counterpart"] <= domain.most["counterpart"]:
            assert domain.worth("counterpart", standing.table.offer) >= standing.target


@check
@given(games())
def test_that_a_deal_is_a_recap_of_all_terms_that_the_learner_confirmed(game: Game) -> None:
    domain, said = game
    run = course(domain, said, 0)
    if run.deal is None:
        return
    recap = run.standings[-2].recap
    assert recap is not None
    assert domain.names_all(run.deal)
    assert run.deal in (recap.package, {**recap.package, **(recap.extra or {})})
    last = run.exchanges[-1].move
    assert last.does(MoveAct.CONFIRM, MoveAct.REFUSE_EXTRA) or last.takes == "offer"


@check
@given(games(), st.integers(0, 2**31))
def test_that_the_seed_changes_words_and_never_terms(game: Game, seed: int) -> None:
    domain, said = game
    one, again = course(domain, said, seed), course(domain, said, seed)
    other = course(domain, said, seed + 1)
    assert one == again

    def terms(standing: Standing) -> object:
        return standing.model_copy(update={"used": ()})

    assert [terms(s) for s in one.standings] == [terms(s) for s in other.standings]


@check
@given(games())
def test_that_a_game_folds_again_from_its_stored_moves(game: Game) -> None:
    domain, said = game
    run = course(domain, said, 3)
    stored = [exchange.model_dump_json() for exchange in run.exchanges]
    read = [Exchange.model_validate_json(text) for text in stored]
    assert tuple(read) == run.exchanges
    assert course(domain, [e.move for e in read], 3) == run
    for standing in run.standings:
        assert Standing.model_validate_json(standing.model_dump_json()) == standing


@check
@given(cases(), st.data())
def test_that_agreement_can_be_reached_on_whatever_is_above_her_floor(
    drawn: object, data: st.DataObject
) -> None:
    """A civil learner who insists on a package that is worth it to her gets it by the deadline."""
    domain = Domain(drawn)  # type: ignore[arg-type]
    grids = [data.draw(st.sampled_from(p.grid)) for p in domain.issues]
    package = {p.issue.id: v for p, v in zip(domain.issues, grids, strict=True)}
    if domain.worth("counterpart", package) < floor_at(domain, 0):
        return
    standing, _ = begun(domain)
    while standing.ended is None:
        acts = (MoveAct.REFUSE_EXTRA,) if standing.recap else ()
        standing, _ = answered(domain, standing, Move(offer=package, acts=acts), 0)
    assert standing.ended.kind == "deal"
    assert standing.ended.package == package


@check
@given(cases())
def test_that_no_competent_learner_gets_a_deal_where_there_is_none(drawn: object) -> None:
    domain = Domain(drawn)  # type: ignore[arg-type]
    if domain.landmarks.zopa:
        return
    assert played(domain, PLAYERS["competent"]).deal is None


@check
@given(cases())
def test_that_silence_and_insults_get_nothing(drawn: object) -> None:
    domain = Domain(drawn)  # type: ignore[arg-type]
    for name in ("silent", "insulter"):
        run = played(domain, PLAYERS[name])
        assert run.deal is None
        assert run.end.target == run.standings[0].target


def with_manners(said: tuple[Move, ...], **update: object) -> tuple[Move, ...]:
    """The same terms, put otherwise."""
    return tuple(move.model_copy(update=update) for move in said)


def targets(domain: Domain, said: tuple[Move, ...]) -> list[int]:
    """Her target turn by turn up to the first recap; what follows it depends on its terms."""
    found = []
    for standing in course(domain, said, 0).standings:
        found.append(standing.target)
        if standing.recap is not None or standing.ended is not None:
            break
    return found


@check
@given(plain_games())
def test_that_rudeness_and_giving_for_nothing_never_make_her_more_generous(game: Game) -> None:
    domain, said = game
    base = targets(domain, said)
    for other in (
        with_manners(said, conditional=False),
        with_manners(said, acts=(MoveAct.THREAT,)),
        with_manners(said, acts=(MoveAct.ULTIMATUM,)),
        with_manners(said, acts=(MoveAct.INSULT,)),
        (said[0], said[1].model_copy(update={"acts": (MoveAct.THREAT,)}), *said[2:]),
        (said[0], said[1].model_copy(update={"acts": (MoveAct.ULTIMATUM,)}), *said[2:]),
    ):
        for mild, harsh in zip(base, targets(domain, other), strict=False):
            assert harsh >= mild


@check
@given(plain_games())
def test_that_questions_arguments_and_listening_never_make_her_less_generous(game: Game) -> None:
    domain, said = game
    base = targets(domain, said)
    rich = moves_with(domain, said)
    for other in rich:
        for plain, kind in zip(base, targets(domain, other), strict=False):
            assert kind <= plain


def moves_with(domain: Domain, said: tuple[Move, ...]) -> list[tuple[Move, ...]]:
    """The same terms with an open question, an argument, a reformulation in an early turn."""
    ask = Move.model_validate({"questions": [{"topic": "planning", "form": "open"}]})
    argue = Move.model_validate({"arguments": [{"argument": "a0"}]})
    fuller = [
        said[1].model_copy(update={"questions": ask.questions}),
        said[1].model_copy(update={"arguments": argue.arguments}),
        said[1].model_copy(update={"acts": (MoveAct.REFORMULATE,)}),
    ]
    return [(said[0], full, *said[2:]) for full in fuller]


def test_that_a_hardliner_gets_what_the_other_can_live_with_and_nothing_else() -> None:
    """Cases where the learner's best is above the other's floor exist; the checks warn of them."""
    seen = set()
    for seed in range(60):
        domain = Domain(random_case(seed))
        best = {p.issue.id: p.best("learner") for p in domain.issues}
        fine = domain.worth("counterpart", best) >= floor_at(domain, 0)
        seen.add(fine)
        deal = played(domain, PLAYERS["hardliner"]).deal
        assert (deal is not None) == fine, seed
    assert seen == {True, False}
