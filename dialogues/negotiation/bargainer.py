"""A scripted learner who bargains by a plan: the competent one, and those who lack something.

A player looks at the case from the learner's chair and at where the talk stands, never at the
counterpart's worths; so it can take over at any turn.
"""

from collections.abc import Callable
from decimal import Decimal
from itertools import takewhile
from typing import Literal

from dialogues.ids import Topic
from dialogues.negotiation.domain import Domain, Priced
from dialogues.negotiation.frontier import frontier
from dialogues.negotiation.model import IssueId, Value
from dialogues.negotiation.moves import Argued, Move, MoveAct, Question
from dialogues.negotiation.packages import way
from dialogues.negotiation.standing import Standing
from dialogues.text import Frozen

Player = Callable[[Domain, Standing], Move]
Values = dict[IssueId, Value]

LATE = 2
"""Turns before the last from which a bargainer takes anything above her limit."""


class Plan(Frozen):
    """How a scripted learner bargains. The defaults are the competent one's."""

    asks: bool = True
    argues: bool = True
    listens: bool = True
    conditional: bool = True
    trades: bool = True
    """Gives first where it is cheap to her and seems dear to the other; else evenly everywhere."""
    first: int = 960
    """Her first demand, in thousandths of her best."""
    last: int = 420
    """How far above her limit she ends, in thousandths of her range."""
    pace: Literal["even", "fast"] = "even"
    scope: Literal["all", "one-by-one", "money"] = "all"
    courteous: bool = True
    threatens: bool = False
    backs_out: bool = False
    """Whether she refuses the first recap to ask for more."""


def bargainer(plan: Plan) -> Player:
    """A player who follows `plan`."""

    def play(domain: Domain, standing: Standing) -> Move:
        return _Seat(domain, standing, plan).move()

    return play


class _Seat:
    """The learner's chair at one moment."""

    def __init__(self, domain: Domain, standing: Standing, plan: Plan) -> None:
        self.domain, self.standing, self.plan = domain, standing, plan
        self.table = standing.table
        self.turn = standing.turn + 1
        self.deadline = domain.case.deadline
        self.limit = domain.reservation["learner"]

    def goal(self) -> int:
        """What she holds out for at this turn, in millionths."""
        most = self.domain.most["learner"]
        end = self.limit + (most - self.limit) * self.plan.last // 1000
        start = most * self.plan.first // 1000
        span = max(1, self.deadline.turns - LATE - 3)
        gone = Decimal(max(0, min(span, self.turn - 3))) / span
        if self.plan.pace == "fast":
            gone = 1 - (1 - gone) ** 4
        return int(start - (start - end) * gone) if start > end else end

    def move(self) -> Move:
        if self.standing.recap is not None:
            return self._at_recap()
        taken = self._takes()
        if taken is not None:
            return taken
        return self._bargains()

    def _worth(self, package: Values) -> int:
        return self.domain.worth("learner", package)

    def _least(self) -> int:
        late = self.turn >= self.deadline.turns - LATE
        return self.limit if late else max(self.limit, self.goal())

    def _at_recap(self) -> Move:
        recap = self.standing.recap
        assert recap is not None
        refused = self.standing.declined is not None
        if self.plan.backs_out and not refused and self.turn < self.deadline.turns - LATE:
            return self._asks_more(recap.package)
        worth = self._worth(recap.package)
        unspoken = any(i not in self.table.learner for i in recap.package)
        if unspoken and worth < self._least():
            return self._bargains()
        if worth < self.limit:
            return Move(acts=(MoveAct.REFUSE,))
        acts = [MoveAct.CONFIRM]
        said: Values = {}
        if self.plan.courteous and self.plan.conditional:
            acts = [MoveAct.RECAP, MoveAct.CONFIRM, MoveAct.NEXT_STEP, MoveAct.THANK]
            said = dict(recap.package)
        if recap.extra and self.plan.conditional:
            acts.append(MoveAct.REFUSE_EXTRA)
        return Move(acts=tuple(acts), offer=said)

    def _asks_more(self, package: Values) -> Move:
        money = self._heaviest()
        own = self.domain.by_id[money]
        better = [
            v for v in own.grid if own.worth("learner", v) > own.worth("learner", package[money])
        ]
        offer: Values = (
            {money: min(better, key=lambda v: own.worth("learner", v))} if better else {}
        )
        return Move(acts=(MoveAct.REFUSE,), offer=offer)

    def _takes(self) -> Move | None:
        if not self.table.shown:
            return None
        best, what = self._worth(self.table.offer), "offer"
        if self.table.alternative is not None:
            other = self._worth(self.table.alternative)
            best, what = max((best, what), (other, "alternative"))
        if best < self._least():
            return None
        return Move(takes="offer" if what == "offer" else "alternative", conditional=True)

    def _bargains(self) -> Move:
        questions = self._questions()
        acts: list[MoveAct] = []
        if self.turn == 1 and self.plan.courteous:
            acts += [MoveAct.GREET, MoveAct.INTRODUCE]
        news = len(self.standing.told) - self.standing.reformulated
        if self.plan.listens and self.standing.told and news >= 0:
            acts.append(MoveAct.REFORMULATE)
        if self.plan.threatens and self.turn % 3 == 0:
            acts.append(MoveAct.THREAT)
        offer: Values = {}
        if self.turn >= 3 or not self.plan.asks:
            offer = self._offer()
        arguments = self._arguments(offer)
        return Move(
            offer=offer,
            conditional=self.plan.conditional and bool(offer),
            questions=questions,
            arguments=arguments,
            acts=tuple(acts),
        )

    def _questions(self) -> tuple[Question, ...]:
        if not self.plan.asks or self.turn > self.deadline.soft:
            return ()
        topics = dict.fromkeys(t for secret in self.domain.case.secrets for t in secret.topics[:1])
        if self.domain.case.bluff is not None and "competitor" in self.standing.used:
            topics = {self.domain.case.bluff.topics[0]: None, **topics}
        missing = [s for s in self.domain.case.secrets if s.id not in self.standing.told]
        again = [s.topics[0] for s in missing if s.topics[0] in self.standing.asked]
        new = [t for t in topics if t not in self.standing.asked]
        chosen: list[Topic] = new[: 2 if self.turn < 3 else 1]
        if not chosen and again and self.standing.rapport > 250 and self.turn % 2:
            chosen = again[:1]
        return tuple(Question(topic=t, form="open") for t in chosen)

    def _arguments(self, offer: Values) -> tuple[Argued, ...]:
        if not self.plan.argues or self.turn < 3:
            return ()
        left = [a for a in self.domain.case.arguments if a.id not in self.standing.argued]
        left.sort(key=lambda a: a.issue not in offer)
        return tuple(Argued(argument=a.id) for a in left[:1])

    def _heaviest(self) -> IssueId:
        money = self.domain.case.money
        if money is not None:
            return money.issue
        return max(self.domain.issues, key=lambda p: p.weight["learner"]).issue.id

    def _scope(self) -> tuple[Priced, ...]:
        issues = self.domain.issues
        if self.plan.scope == "money":
            return (self.domain.by_id[self._heaviest()],)
        if self.plan.scope == "one-by-one":
            by_weight = sorted(issues, key=lambda p: -p.weight["learner"])
            open_ = [p for p in by_weight if p.issue.id in self.table.open]
            return tuple(open_[:1]) or tuple(by_weight[:1])
        return issues

    def _offer(self) -> Values:
        """What she now puts on the table, as far as it differs from what she said before."""
        wished = self._even() if not self.plan.trades else self._cheapest()
        changed = {i: v for i, v in wished.items() if self.table.learner.get(i) != v}
        return changed or wished

    def _paths(self) -> dict[IssueId, tuple[Value, ...]]:
        """On each issue in scope: from where she stands to where the other stands."""
        paths: dict[IssueId, tuple[Value, ...]] = {}
        for priced in self._scope():
            issue_id = priced.issue.id
            here = self.table.learner.get(issue_id, priced.best("learner"))
            there = self.table.offer[issue_id] if self.table.shown else _worst(priced)
            if priced.worth("learner", there) >= priced.worth("learner", here):
                here = there
            paths[issue_id] = way(priced, here, there)
        return paths

    def _even(self) -> Values:
        """The same share given on every issue: as if the other wanted the opposite everywhere."""
        goal, paths = self._goal_within(), self._paths()
        given = {i: path[0] for i, path in paths.items()}
        ways = (
            {i: path[(len(path) - 1) * share // 100] for i, path in paths.items()}
            for share in range(4, 101, 4)
        )
        for more in takewhile(lambda more: self._within(more) >= goal, ways):
            given = more
        return given

    def _cheapest(self) -> Values:
        """What should please the other most among what leaves her the goal."""
        goal, paths = self._goal_within(), self._paths()
        hers, theirs = [], []
        for issue_id, path in paths.items():
            priced = self.domain.by_id[issue_id]
            heft = self._guess(priced)
            steps = max(1, len(path) - 1)
            hers.append([priced.worth("learner", v) for v in path])
            theirs.append([heft * n // steps for n in range(len(path))])
        front = frontier(hers, theirs)
        at = front.best(goal)
        choice = front.choice(at) if at is not None else tuple(0 for _ in paths)
        return {i: path[k] for (i, path), k in zip(paths.items(), choice, strict=True)}

    def _guess(self, priced: Priced) -> int:
        """How much the way left on an issue may matter to the other, from what was said."""
        issue_id = priced.issue.id
        heft = 1000
        for secret in self.domain.case.secrets:
            if secret.id in self.standing.told:
                heft = heft * 2 if issue_id in secret.dear else heft
                heft = heft // 3 if issue_id in secret.cheap else heft
        span = max(1, len(priced.grid) - 1)
        there = self.table.offer[issue_id] if self.table.shown else _worst(priced)
        here = self.table.learner.get(issue_id, priced.best("learner"))
        return int(heft * abs(priced.place(here) - priced.place(there)) / span) + 1

    def _within(self, values: Values) -> int:
        return sum(self.domain.by_id[i].worth("learner", v) for i, v in values.items())

    def _goal_within(self) -> int:
        """The goal's share that the issues in scope must bring."""
        scope = self._scope()
        goal = max(self.limit, self.goal())
        if len(scope) == len(self.domain.issues):
            return goal
        most = sum(max(p.worths["learner"]) for p in scope)
        return most * goal // self.domain.most["learner"]


def _worst(priced: Priced) -> Value:
    row = priced.worths["learner"]
    return priced.grid[row.index(min(row))]
