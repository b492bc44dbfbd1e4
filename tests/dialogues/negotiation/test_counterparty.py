"""How the counterpart answers, move by move, in the hand-made cases."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from dialogues.negotiation.counterparty import answered, begun, course
from dialogues.negotiation.domain import Domain
from dialogues.negotiation.model import IssueId, SecretId, StyleName, Value
from dialogues.negotiation.moves import Move, MoveAct, Reply, ReplyAct
from dialogues.negotiation.packages import next_offer
from dialogues.negotiation.play import played
from dialogues.negotiation.players import PLAYERS
from dialogues.negotiation.standing import Standing
from dialogues.negotiation.styles import styles
from tests.dialogues.negotiation.games import case

SALES = Domain(case("sales"))
PRICE, PAYMENT, LEAD = IssueId("price"), IssueId("payment"), IssueId("lead_time")
HAGGLER = Domain(case("purchase"))


def said(*moves: Mapping[str, object], domain: Domain = SALES) -> tuple[Standing, Reply]:
    """Where it stands after these moves, and the last reply."""
    run = course(domain, [Move.model_validate(move) for move in moves], 0)
    assert len(run.exchanges) == len(moves), "it ended early"
    return run.end, run.exchanges[-1].reply


def terms(reply: Reply) -> dict[str, int]:
    """The named terms of a reply's trace."""
    return {term.name: term.by for term in reply.trace.terms}


FIRST: dict[str, object] = {"offer": {"price": "1.40", "payment": "advance"}}
ASK: dict[str, object] = {"questions": [{"topic": "delivery", "form": "open"}]}


def test_that_she_answers_a_question_before_she_names_a_figure() -> None:
    _, reply = said({"acts": ["greet"], **ASK})
    assert reply.act is ReplyAct.ANSWER
    assert reply.secrets == (SecretId("empty_shelf"),)
    assert reply.offer is None
    assert reply.trace.rapport > 0


def test_that_she_names_her_offer_when_the_learner_does() -> None:
    _, reply = said(FIRST)
    assert reply.act is ReplyAct.OFFER
    assert reply.offer is not None
    assert reply.offer[PRICE] == Decimal("1.08")
    assert "anchor" in reply.tactics


@pytest.mark.parametrize(
    ("topic", "form", "told", "hint"),
    [
        ("delivery", "open", True, False),
        ("delivery", "fact", False, True),
        ("delivery", "closed", False, True),
        ("payment", "fact", True, False),
        ("payment", "closed", False, True),
    ],
)
def test_that_a_question_obtains_what_its_form_deserves(
    topic: str, form: str, told: bool, hint: bool
) -> None:
    _, reply = said({"questions": [{"topic": topic, "form": form}]})
    assert bool(reply.secrets) == told
    assert bool(reply.hints) == hint


def test_that_a_cold_question_is_dodged_and_a_warmer_one_is_answered() -> None:
    cold, reply = said({"questions": [{"topic": "competition", "form": "open"}]})
    assert reply.dodged == ("austrian_price",)
    assert cold.told == ()
    _, warm = said(
        {"acts": ["greet", "thank"], **ASK},
        {"acts": ["reformulate"]},
        {"questions": [{"topic": "competition", "form": "open"}]},
    )
    assert warm.secrets == ("austrian_price",)
    assert terms(warm)["discovery"] < 0


def test_that_a_traded_concession_is_paid_and_a_gift_is_pocketed() -> None:
    price: dict[str, object] = {"offer": {"price": "1.34"}}
    start = (FIRST, ASK)
    _, traded = said(*start, {**price, "conditional": True})
    _, gift = said(*start, price)
    assert traded.trace.traded == gift.trace.gift > 0
    assert terms(traded)["trade"] < 0
    assert "trade" not in terms(gift)
    assert "pocket-and-press" in gift.tactics
    assert traded.trace.after < gift.trace.after


def test_that_giving_while_asking_for_something_is_a_trade_even_without_an_if() -> None:
    _, reply = said(FIRST, {"offer": {"price": "1.20", "promotion": 5}})
    assert reply.trace.traded > 0
    assert reply.trace.gift == 0


def test_that_going_back_and_forth_is_paid_once() -> None:
    there, back = {"offer": {"price": "1.30"}, "conditional": True}, {"offer": {"price": "1.40"}}
    _, once = said(FIRST, there)
    _, again = said(FIRST, there, back, there)
    assert once.trace.traded > 0
    assert again.trace.traded == 0


def test_that_she_asks_against_what_before_she_books_an_unclear_concession() -> None:
    unclear = {"offer": {"price": "1.30"}, "conditional": None}
    waiting, reply = said(FIRST, unclear)
    assert reply.act is ReplyAct.CLARIFY
    assert reply.asks == ("against-what",)
    assert waiting.table.learner[PRICE] == Decimal("1.40")
    _, answer = said(FIRST, unclear, {"conditional": True})
    assert answer.trace.traded > 0
    _, gift = said(FIRST, unclear, {"offer": {"price": "1.30"}, "conditional": False})
    assert gift.trace.gift > 0
    dropped, _ = said(FIRST, unclear, ASK)
    assert dropped.table.learner[PRICE] == Decimal("1.40")


def test_that_an_argument_on_her_motive_counts_double_and_each_only_once() -> None:
    _, hers = said(FIRST, {"arguments": [{"argument": "traceability"}]})
    _, other = said(FIRST, {"arguments": [{"argument": "award"}]})
    _, bare = said(FIRST, {"arguments": [{"argument": "traceability", "evidence": False}]})
    assert hers.trace.goodwill == 2 * other.trace.goodwill == 2 * bare.trace.goodwill == 120
    _, twice = said(
        FIRST,
        {"arguments": [{"argument": "traceability"}]},
        {"arguments": [{"argument": "traceability"}]},
    )
    assert twice.heard == ()
    assert not twice.trace.news


def test_that_reformulating_again_and_again_is_worth_nothing() -> None:
    again = {"acts": ["reformulate"]}
    standing, _ = said(ASK, again, again, again, again)
    assert standing.reformulated == 2
    assert standing.goodwill == 60 + 2 * 50


def test_that_an_insult_is_warned_about_and_the_last_one_ends_it() -> None:
    insult = {"acts": ["insult"]}
    _, first = said(insult)
    assert first.act is ReplyAct.WARN
    end, last = said(insult, insult, insult)
    assert last.act is ReplyAct.WALK
    assert end.ended is not None
    assert end.ended.kind == "insulted"
    dominant = Domain(case("sales"), styles()["dominant"])
    assert said(insult, insult, domain=dominant)[1].act is ReplyAct.WALK


def test_that_a_recap_names_all_terms_and_waits_for_a_word() -> None:
    standing, reply = said(FIRST, {"takes": "offer"})
    assert reply.act is ReplyAct.RECAP
    assert reply.recap is not None
    assert SALES.names_all(reply.recap)
    assert standing.ended is None
    end, deal = said(FIRST, {"takes": "offer"}, {"acts": ["confirm"]})
    assert deal.act is ReplyAct.DEAL
    assert end.ended is not None
    assert end.ended.package == reply.recap == deal.recap


def test_that_her_own_figures_said_again_are_not_read_out_as_a_deal() -> None:
    start, _ = begun(SALES)
    hers = start.table.offer
    shown: list[Mapping[str, object]] = [ASK, ASK, ASK]
    point = {"offer": {"payment": hers[PAYMENT]}}
    rest = {"accepts": [i for i in hers if i not in {PRICE, PAYMENT}]}

    assert said(*shown)[1].offer == hers
    assert said(*shown, point)[1].recap is None
    assert said(*shown, point, rest)[1].recap is None
    assert said(*shown, point, rest, {"accepts": [PRICE]})[1].recap is not None
    assert said(*shown, point, {"takes": "offer"})[1].recap is not None


def test_that_more_asked_at_a_recap_is_not_signed() -> None:
    end, reply = said(FIRST, {"takes": "offer"}, {"offer": {"price": "1.30"}, "acts": ["confirm"]})
    assert end.ended is None
    assert reply.act is not ReplyAct.DEAL
    assert reply.reopened == ("price",)


def test_that_she_asks_what_is_wrong_with_a_recap_unless_it_was_said() -> None:
    shown: list[Mapping[str, object]] = [ASK, ASK, ASK, {"takes": "offer"}]

    assert "what-else" in said(*shown, {})[1].asks
    assert "what-else" not in said(*shown, {"offer": {"price": "1.40"}})[1].asks


def test_that_an_unspoken_point_may_be_raised_at_a_recap() -> None:
    cheap = {"offer": {"price": "1.09"}}
    recapped, reply = said(cheap, cheap, {"offer": {"price": "1.05"}})
    assert reply.act is ReplyAct.RECAP
    _, raised = said(
        cheap, cheap, {"offer": {"price": "1.05"}}, {"offer": {"promotion": 0}, "conditional": True}
    )
    assert raised.reopened == ()
    assert recapped.recap is not None


def test_that_a_recap_taken_back_is_held_against_the_learner() -> None:
    start = (FIRST, {"takes": "offer"}, {"offer": {"price": "1.30"}})
    standing, _ = said(*start)
    assert standing.promised is not None
    offered = SALES.worth("counterpart", standing.table.completed)
    assert offered < standing.promised
    back, reply = said(*start, {"takes": "offer"})
    assert reply.act is ReplyAct.RECAP
    assert back.recap is not None


def test_that_the_little_more_at_signing_can_be_refused() -> None:
    first = {"offer": {"price": 110}}
    run = (first, {"takes": "offer"})
    standing, reply = said(*run, domain=HAGGLER)
    assert reply.act is ReplyAct.RECAP
    assert "nibble" in reply.tactics
    assert reply.extra is not None
    recap = standing.recap
    assert recap is not None
    gave, _ = said(*run, {"acts": ["confirm"]}, domain=HAGGLER)
    kept, _ = said(*run, {"acts": ["refuse-extra"]}, domain=HAGGLER)
    named, _ = said(*run, {"acts": ["confirm"], "offer": dict(recap.package)}, domain=HAGGLER)
    assert gave.ended is not None
    assert kept.ended is not None
    assert named.ended is not None
    assert kept.ended.package == named.ended.package == recap.package
    assert gave.ended.package == {**recap.package, **reply.extra}


def test_that_leaving_ends_it_without_a_deal() -> None:
    end, reply = said(FIRST, {"acts": ["leave"]})
    assert reply.act is ReplyAct.PART
    assert end.ended is not None
    assert end.ended.kind == "left"
    with pytest.raises(ValueError, match="has ended"):
        answered(SALES, end, Move(), 0)


def test_that_terms_that_do_not_go_together_get_a_remark_and_no_number() -> None:
    clash: dict[str, object] = {"delivery": "exw", "lead_time": 7}
    standing, reply = said({"offer": clash})
    assert reply.remarks == ("exw_dap_promise",)
    _, again = said({"offer": clash}, ASK)
    assert again.remarks == ()
    package = standing.table.completed
    parts = [p.worth("counterpart", package[p.issue.id]) for p in SALES.issues]
    assert SALES.worth("counterpart", package) == sum(parts)


def test_that_a_bluff_is_marked_and_dropped_when_it_is_asked_about() -> None:
    bluffing, reply = said(FIRST, ASK, {"offer": {"price": "1.38"}})
    assert reply.bluff
    assert "competitor" in bluffing.used
    _, called = said(
        FIRST,
        ASK,
        {"offer": {"price": "1.38"}},
        {"questions": [{"topic": "competition", "form": "open"}]},
    )
    assert called.bluff_called
    assert terms(called)["discovery"] < 0


def test_that_silence_and_repetition_move_nothing_and_lead_to_a_last_offer() -> None:
    run = played(SALES, PLAYERS["hardliner"])
    acts = [exchange.reply.act for exchange in run.exchanges]
    assert ReplyAct.FINAL in acts
    assert acts[-1] is ReplyAct.WALK
    assert "take-it-or-leave-it" in run.end.used
    soft = SALES.case.deadline.soft
    assert run.standings[soft].target == run.standings[1].target


def test_that_she_moves_first_where_it_costs_her_least() -> None:
    """Payment is cheap to her, the lead time dear; the learner wants both alike."""
    wishes: dict[IssueId, Value] = {PAYMENT: "advance", LEAD: Decimal(28)}
    standing, _ = begun(SALES)
    table = standing.table.model_copy(update={"learner": wishes, "shown": True})
    standing = standing.model_copy(update={"table": table})
    worth = SALES.worth("counterpart", table.offer)
    offer = next_offer(SALES, standing, worth - 40_000, fine=True)
    assert offer[PAYMENT] != table.offer[PAYMENT]
    assert offer[LEAD] == table.offer[LEAD]


def test_that_a_second_package_is_worth_as_much_to_her() -> None:
    found = 0
    for name in ("sales", "purchase", "distribution"):
        for style in styles().values():
            domain = Domain(case(name), style)
            runs = [played(domain, PLAYERS[name]) for name in ("competent", "rude", "fixed pie")]
            for exchange in (e for run in runs for e in run.exchanges):
                reply = exchange.reply
                if reply.alternative is None or reply.offer is None:
                    continue
                found += 1
                worth = domain.worth("counterpart", reply.alternative)
                assert worth >= domain.worth("counterpart", reply.offer)
                assert "package" in reply.tactics
    assert found > 3


def test_that_past_her_authority_she_names_who_decides() -> None:
    named = set()
    for style in styles().values():
        domain = Domain(case("purchase"), style)
        for player in PLAYERS.values():
            for exchange in played(domain, player).exchanges:
                named |= set(exchange.reply.authority)
    assert named == {IssueId("penalty")}


def test_that_styles_differ_in_difficulty() -> None:
    """What the competent learner gets from the dominant, the pragmatic and the amiable."""
    ladder: tuple[StyleName, ...] = ("dominant", "pragmatic", "amiable")
    for name in ("sales", "purchase", "distribution"):
        got = []
        for style in ladder:
            domain = Domain(case(name), styles()[style])
            deal = played(domain, PLAYERS["competent"]).deal
            assert deal is not None
            got.append(domain.worth("learner", deal))
        assert got == sorted(got)


def test_that_she_sits_down_with_an_offer_she_has_not_said() -> None:
    standing, reply = begun(SALES)
    assert reply.act is ReplyAct.OPEN
    assert reply.offer is None
    assert SALES.worth("counterpart", standing.table.offer) >= standing.target


def test_that_a_move_knows_what_it_is() -> None:
    assert Move().empty
    assert not Move(acts=(MoveAct.GREET,)).empty
    assert Move(acts=(MoveAct.THREAT,)).hostile
