"""Everyone tries everything: commands, buttons, texts, codes, pages; the table says who may."""

import ast
import inspect
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot import access
from bot.conduct import routes
from bot.conduct.arrival import NOTICE
from bot.conduct.classes import codes
from bot.conduct.conductor import TalkConductor
from bot.conduct.doors import DOORS
from bot.messages import Incoming, User
from bot.web.routes import OTHERS, PAGES
from dialogues.errors import NotNow
from dialogues.events import SelfEvaluated
from dialogues.ids import AssignmentId, AttemptId, CohortId, DrillId, LearnerId, ScenarioId
from dialogues.library import library
from storage.rows import Learner
from storage.sqlite.store import SqliteStore
from storage.sqlite.work import SqliteWork
from tests.bot import access_matrix as matrix
from tests.bot.access_matrix import Actor, Rule

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CASE, OTHER_CASE, DEAL_CASE = "line-two-mallow", "quotation-in-kolding", "refill-in-girona"
SCENE = "pails-in-kanazawa"
CANARY = "Anaviglio"
"""In everything that belongs to Léa or her cohort, and in nothing else."""
USERS: dict[Actor, int] = {"learner": 1, "trainer": 2, "other": 3, "operator": 4, "stranger": 5}
LINES = (
    f"Bonjour, {CANARY}, merci de me recevoir.",
    "Quels sont vos besoins ?",
    "Pour quand vous les faut-il ?",
    "Qui décide chez vous ?",
)


Act = Mapping[str, object]
"""What somebody does: fields of an `Incoming`, or the step her chat is in."""


class Undone(Exception):
    """Nothing of a try is kept."""


class World:
    """A store with everyone in it, and the conductor they talk to."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.conductor = TalkConductor(library(), 0)
        self.places: dict[str, str] = {}
        self._update = 0

    def incoming(self, user: int, **values: object) -> Incoming:
        """What somebody does."""
        self._update += 1
        return Incoming.model_validate(
            {
                "update_id": self._update,
                "bot_name": "a_bot",
                "chat_id": user,
                "user": User(id=user, first_name=CANARY if user == 1 else f"P{user}"),
                "at": NOW,
                "message_id": 7,
                **values,
            }
        )

    def do(self, work: SqliteWork, user: int, **values: object) -> None:
        """Have it answered."""
        self.conductor.handle(self.incoming(user, **values), work, NOW)

    def press(self, work: SqliteWork, actor: Actor, data: str) -> None:
        """Press a button."""
        filled = data.format(**self.places)
        self.do(work, USERS[actor], kind="button", data=filled, callback_id="1")

    def talk(self, work: SqliteWork, case: str) -> str:
        """Léa holds a talk; gives its id."""
        self.press(work, "learner", f"go:{case}")
        for line in LINES:
            self.do(work, 1, kind="text", text=line)
        return str(work.chat(1).attempt)

    def fill(self, work: SqliteWork) -> None:
        """Everyone agrees; Léa learns, the others have what they have."""
        people: dict[str, Learner] = {}
        for actor, user in USERS.items():
            self.do(work, user, kind="command", command="start")
            one = work.learner_by_user(user)
            assert one is not None
            chosen = one.settings.model_copy(update={"path": "rdci"})
            agreed = {"consent": NOTICE, "consent_at": NOW, "settings": chosen}
            people[actor] = one.model_copy(update=agreed)
            work.save_learner(people[actor])
        for actor in ("trainer", "other"):
            work.give_role(people[actor].id, "trainer")
        work.give_role(people["operator"].id, "operator")
        cohort = work.make_cohort(f"{CANARY} A", people["trainer"].id)
        work.make_cohort("Cohort B", people["other"].id)
        work.join(cohort.id, people["learner"].id)
        assignment = work.assign(cohort.id, ScenarioId(CASE))
        self.places = {
            "case": CASE,
            "other_case": OTHER_CASE,
            "deal_case": DEAL_CASE,
            "cohort": cohort.id,
            "assignment": assignment.id,
            "learner": people["learner"].id,
            "trainer": people["trainer"].id,
        }
        about = codes.about(cohort.id)
        case = json.dumps({"scenario": CASE})
        for name, kind, payload in (
            ("code", "cohort", about),
            ("co_code", "co-trainer", about),
            ("trainer_code", "trainer", "{}"),
            ("operator_code", "operator", "{}"),
            ("scenario_code", "scenario", case),
        ):
            self.places[name] = name.replace("_", "-")
            made = codes.made(kind, payload, NOW, valid=7, uses=None)
            work.save_code(made.model_copy(update={"code": self.places[name]}))
        for name, case in (("attempt", CASE), ("deal", DEAL_CASE), ("scene", SCENE)):
            self.places[name] = self.talk(work, case)
            self.press(work, "learner", f"stop:{self.places[name]}")
        said = SelfEvaluated(at=NOW, levels={}, strength=CANARY, change="")
        work.append(AttemptId(self.places["attempt"]), said)
        self.press(work, "trainer", "drill:at:{cohort}:v:60")
        self.places["drill"] = work._rows("SELECT id FROM drills")[0]["id"]
        self.places["running"] = self.talk(work, OTHER_CASE)
        self.places["message"] = "1"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    store = SqliteStore.open(tmp_path / "matrix.db")
    made = World(store)
    async with store.work(NOW) as work:
        assert isinstance(work, SqliteWork)
        made.fill(work)
    yield made
    store.close()


def verbs() -> set[str]:
    """Every verb that a feature knows, and the one the conductor keeps.

    A verb is what a button's data begin with; when the next part is a word in the code, or a key
    of a table of actions, the two together.
    """
    found = {"menu"}
    for pressed in routes.PRESSED:
        module = sys.modules[pressed.__module__]
        cases = [
            case
            for match in ast.walk(ast.parse(inspect.getsource(module)))
            if isinstance(match, ast.Match) and ast.unparse(match.subject) == "(verb, given)"
            for case in match.cases
            if isinstance(case.pattern, ast.MatchSequence)
        ]
        assert cases, f"{module.__name__} has no `match verb, given` that could be collected"
        for case in cases:
            found |= _verbs_of(case, vars(module))
    return found


def _verbs_of(case: ast.match_case, names: Mapping[str, object]) -> set[str]:
    assert isinstance(case.pattern, ast.MatchSequence)
    verb, given = case.pattern.patterns
    said = {str(ast.literal_eval(p.value)) for p in ast.walk(verb) if isinstance(p, ast.MatchValue)}
    first = given.patterns[0] if isinstance(given, ast.MatchSequence) and given.patterns else None
    if isinstance(first, ast.MatchValue):
        return {f"{one}:{ast.literal_eval(first.value)}" for one in said}
    if isinstance(first, ast.MatchAs) and isinstance(case.guard, ast.Compare):
        table = names.get(ast.unparse(case.guard.comparators[0]))
        tested = ast.unparse(case.guard.left) == first.name
        if tested and isinstance(table, Mapping) and all(map(callable, table.values())):
            return {f"{one}:{key}" for one in said for key in table}
    return said


def asked() -> set[str]:
    """What texts are asked for by, as `asking.ask` is called with."""
    names = set()
    for hear in routes.HEARD:
        module = sys.modules[hear.__module__]
        names |= {str(value) for name, value in vars(module).items() if name.endswith("_ASKED")}
    return names


ADD = "add it to tests/bot/access_matrix.py"


def test_that_every_command_is_in_the_matrix() -> None:
    assert {"start", *routes.COMMANDS} == set(matrix.COMMANDS), ADD


def test_that_every_button_is_in_the_matrix() -> None:
    assert verbs() == set(matrix.BUTTONS), ADD


def test_that_every_asked_text_is_in_the_matrix() -> None:
    assert asked() == {step.split(":")[1] for step in matrix.ASKED}, ADD


def test_that_every_kind_of_code_is_in_the_matrix() -> None:
    assert set(DOORS) == set(matrix.DOORS), ADD


def test_that_the_matrix_tries_the_verbs_it_names() -> None:
    for verb, rule in matrix.BUTTONS.items():
        assert rule.data, verb
        for data in rule.data:
            assert f"{data}:".startswith(f"{verb}:")


def hers(work: SqliteWork, places: dict[str, str]) -> list[object]:
    """All rows of Léa and her cohort that somebody else could have changed."""
    learner, cohort = places["learner"], places["cohort"]
    return [
        tuple(row)
        for sql, value in (
            ("SELECT * FROM learners WHERE id = ?", learner),
            ("SELECT * FROM roles WHERE learner = ?", learner),
            ("SELECT * FROM attempts WHERE learner = ? ORDER BY id", learner),
            ("SELECT * FROM events WHERE attempt LIKE ? || '-%' ORDER BY attempt, seq", learner),
            ("SELECT * FROM assessments WHERE attempt LIKE ? || '-%' ORDER BY rowid", learner),
            ("SELECT * FROM chats WHERE chat_id = ?", 1),
            ("SELECT * FROM memberships WHERE learner = ? ORDER BY rowid", learner),
            ("SELECT * FROM cohorts WHERE id = ?", cohort),
            ("SELECT * FROM cohort_trainers WHERE cohort = ?", cohort),
            ("SELECT * FROM assignments WHERE cohort = ?", cohort),
            ("SELECT * FROM codes WHERE kind = 'cohort' AND ? <> ''", cohort),
        )
        for row in work._rows(sql, value)
    ]


async def tried(world: World, actor: Actor, *acts: Act) -> tuple[bool, str, bool]:
    """Do something and undo it: was it refused, what was shown, was anything of hers changed."""
    refused, shown, changed = False, "", False
    try:
        async with world.store.work(NOW) as work:
            assert isinstance(work, SqliteWork)
            before = hers(work, world.places)
            mark = work._rows("SELECT coalesce(max(id), 0) AS n FROM outbox")[0]["n"]
            try:
                for act in acts:
                    if "kind" not in act:
                        chat = work.chat(USERS[actor])
                        work.save_chat(chat.model_copy(update=act))
                    else:
                        world.do(work, USERS[actor], **act)
            except NotNow:
                refused = True
            said = work._rows(
                "SELECT body FROM outbox WHERE id > ? AND chat_id = ?", mark, USERS[actor]
            )
            files = work._rows("SELECT content FROM blobs")
            shown = "\n".join(
                [*(str(row["body"]) for row in said), *(str(row["content"]) for row in files)]
            )
            changed = hers(work, world.places) != before
            raise Undone
    except Undone:
        pass
    return refused, shown, changed


def faults(what: str, rule: Rule, actor: Actor, result: tuple[bool, str, bool]) -> Iterable[str]:
    """What the table says otherwise."""
    refused, shown, changed = result
    if refused != (actor not in rule.may):
        yield f"{what}: {actor} is {'refused' if refused else 'let in'}"
    if actor not in rule.sees:
        if CANARY in shown:
            yield f"{what}: {actor} is shown something of Léa's"
        if changed and not refused:
            yield f"{what}: {actor} changes something of Léa's"


async def test_that_everyone_may_do_what_the_matrix_says_and_nothing_else(world: World) -> None:
    wrong: list[str] = []

    async def expect(what: str, rule: Rule, *acts: Act) -> None:
        acts = ({"attempt": None}, *acts) if rule.idle else acts
        for actor in USERS:
            wrong.extend(faults(what, rule, actor, await tried(world, actor, *acts)))

    for name, rule in matrix.COMMANDS.items():
        await expect(f"/{name}", rule, {"kind": "command", "command": name})
    for rule in matrix.BUTTONS.values():
        for data in rule.data:
            filled = data.format(**world.places)
            await expect(data, rule, {"kind": "button", "data": filled, "callback_id": "1"})
    for step, rule in matrix.ASKED.items():
        text = {"kind": "text", "text": rule.data[0]}
        await expect(step, rule, {"step": step.format(**world.places)}, text)
    for kind, rule in matrix.DOORS.items():
        code = rule.data[0].format(**world.places)
        act = {"kind": "command", "command": "start", "argument": code}
        await expect(f"code {kind}", rule, act)
    assert not wrong, "\n".join(wrong)


async def test_that_ids_of_somebody_else_in_ones_own_place_open_nothing(world: World) -> None:
    """The other trainer mixes her own cohort with Léa's ids."""
    async with world.store.work(NOW) as work:
        other = work.learner_by_user(USERS["other"])
        assert other is not None
        mine = work.cohorts_of_trainer(other.id)[0].id
    learner, trainer = world.places["learner"], world.places["trainer"]
    for data in (
        f"coh-one:{mine}:{learner}",
        f"coh-out:{mine}:{learner}",
        f"coh-gone:{mine}:{learner}",
        f"coh-by-out:{mine}:{trainer}",
    ):
        act: Act = {"kind": "button", "data": data, "callback_id": "1"}
        refused, shown, _ = await tried(world, "other", act)
        assert refused, data
        assert CANARY not in shown


async def test_that_the_one_place_that_decides_says_what_the_matrix_says(world: World) -> None:
    places = world.places
    cohort, learner = CohortId(places["cohort"]), LearnerId(places["learner"])
    assignment, drill = AssignmentId(places["assignment"]), DrillId(places["drill"])

    def insists(act: Callable[[], object]) -> bool:
        try:
            act()
        except NotNow:
            return False
        return True

    said: dict[str, set[Actor]] = {right: set() for right in matrix.RIGHTS}
    async with world.store.work(NOW) as work:
        attempt = work.attempt(AttemptId(places["attempt"]))
        assert attempt is not None
        for actor, user in USERS.items():
            one = work.learner_by_user(user)
            assert one is not None
            me = one.id
            answers = {
                "see cohort": access.may_with_cohort(work, me, "see", cohort),
                "train cohort": access.may_with_cohort(work, me, "train", cohort),
                "see learner": access.may_see_learner(work, me, learner),
                "see attempt": access.may_see_attempt(work, me, attempt),
                "review attempt": access.may_review(work, me, attempt),
                "know member": insists(partial(access.member_for, work, me, cohort, learner)),
                "know assignment": insists(partial(access.assignment_for, work, me, assignment)),
                "lead drill": insists(partial(access.drill_led_by, work, me, drill)),
            }
            assert set(answers) == set(matrix.RIGHTS)
            for right, yes in answers.items():
                if yes:
                    said[right].add(actor)
    assert said == {right: set(who) for right, who in matrix.RIGHTS.items()}


def test_that_every_page_is_in_a_table_of_the_web_tests() -> None:
    tables = "\n".join(
        path.read_text("utf-8") for path in (Path(__file__).parents[1] / "web").glob("test_*.py")
    )
    paths = {page.path for page in PAGES} | {str(getattr(one, "path", one)) for one in OTHERS}
    assert [path for path in sorted(paths) if path not in tables] == []
