"""Who may do what: the table that `test_access_matrix` holds the product to.

A new command, button or code needs a line here; where a verb has sub-verbs (`drill:join`), each
of them. `may`: who is not refused. `sees`: to whom something of Léa or of her cohort may be
shown, or whose doing may change it; everybody else gets nothing of hers and changes nothing of
hers, refused or not. Pages and their files have such tables in tests/web.

In the data of buttons: {attempt} Léa's judged talk, {deal} her judged negotiation, {scene} her
judged intercultural talk, {running} a talk she is in, {drill} a drill of her cohort, {assignment}
and {cohort} what she has to play and where, {learner} and {trainer} who is in it and trains it,
{code} and {co_code} what lets one join and train it, {case} a scenario.
"""

from typing import Literal, NamedTuple

Actor = Literal["learner", "trainer", "other", "operator", "stranger"]
"""Léa; who trains her cohort; who trains another one; an operator; anybody else who agreed."""

ALL: frozenset[Actor] = frozenset({"learner", "trainer", "other", "operator", "stranger"})
LEARNER: frozenset[Actor] = frozenset({"learner"})
TRAINER: frozenset[Actor] = frozenset({"trainer"})
TRAINERS: frozenset[Actor] = frozenset({"trainer", "other"})
OPERATOR: frozenset[Actor] = frozenset({"operator"})
HERS: frozenset[Actor] = LEARNER | TRAINER
NOBODY: frozenset[Actor] = frozenset()


class Rule(NamedTuple):
    """One line of the table."""

    data: tuple[str, ...]
    """Buttons: what is pressed, one per form of the verb. Codes and pages: what is opened."""
    may: frozenset[Actor]
    sees: frozenset[Actor]
    idle: bool = False
    """Léa is in no talk while it is tried."""


def own(*data: str) -> Rule:
    """Everyone, each her own."""
    return Rule(data, ALL, LEARNER)


def her_talk(*data: str) -> Rule:
    """Léa's talk, in the chat: for nobody but her."""
    return Rule(data, LEARNER, LEARNER)


def trains(*data: str) -> Rule:
    """Her cohort: for its trainers."""
    return Rule(data, TRAINER, TRAINER)


COMMANDS: dict[str, Rule] = {
    name: own()
    for name in (
        "start",
        "menu",
        "brief",
        "progress",
        "settings",
        "help",
        "privacy",
        "forgetme",
    )
} | {
    "offer": own(),
    "mydata": Rule((), ALL, HERS),
    "cancel": Rule((), LEARNER, LEARNER),
    "trainer": Rule((), ALL, TRAINER),
}
"""Everyone may ask; /cancel needs a talk, which Léa alone is in."""

BUTTONS: dict[str, Rule] = {
    # first use, menus, settings, her data
    "menu": own("menu"),
    "hello": own("hello:en"),
    "notice": own("notice"),
    "agree": own("agree"),
    "progress": own("progress", "progress:0"),
    "skills": own("skills"),
    "skill": own("skill:discovery"),
    "chart": own("chart", "chart:discovery"),
    "settings": own("settings"),
    "help": own("help"),
    "lang": own("lang:en"),
    "nudges": own("nudges:off"),
    "asides": own("asides:off"),
    "privacy": own("privacy"),
    "mydata": Rule(("mydata",), ALL, HERS),  # the name of the cohort she trains
    "erase": own("erase"),
    "erase-all": own("erase-all"),
    "erase-undo": own("erase-undo"),
    # cases and talks
    "practise": own("practise"),
    "fam": own("fam:discovery"),
    "brief": own("brief:{case}"),
    "docs": own("docs:{case}"),
    "doc": own("doc:{case}:0"),
    "prep": own("prep:{deal_case}"),
    "go": own("go:{other_case}"),
    "swap": her_talk("swap:{running}:{other_case}"),
    "resume": her_talk("resume"),
    "stop": her_talk("stop:{running}"),
    # debriefs
    "card": her_talk("card:{attempt}"),
    "crit": her_talk("crit:{attempt}:0"),
    "miss": her_talk("miss:{attempt}:0"),
    "words": her_talk("words:{attempt}"),
    "better": her_talk("better:{attempt}"),
    "knew": her_talk("knew:{attempt}"),
    "self": her_talk("self:{attempt}:0", "self:{attempt}:0:2"),
    "mine": her_talk("mine:{attempt}"),
    "own": own("own"),
    "rev": her_talk("rev:{attempt}"),
    "trade": her_talk("trade:{deal}"),
    "picture": her_talk("picture:{deal}"),
    "ways": her_talk("ways:{scene}"),
    "other": her_talk("other:{scene}:0"),
    "deal": her_talk("deal:{deal}"),
    "turns": her_talk("turns:{deal}"),
    "prepared": her_talk("prepared:{deal}"),
    "rw": her_talk("rw:{attempt}:0"),
    "rwat": her_talk("rwat:{attempt}:1"),
    "rwgo": Rule(("rwgo:{attempt}:1",), LEARNER, LEARNER, idle=True),
    "rwcmp": Rule(("rwcmp:{attempt}",), NOBODY, LEARNER),  # it is no rewind
    # the exam
    "exam": own("exam"),
    "path": own("path", "path:rdci"),
    "bloc": own("bloc:0"),
    # trainers and operators
    "trainer": Rule(("trainer", "trainer:0"), ALL, TRAINER),
    "coh-new": Rule(("coh-new",), TRAINERS, TRAINER),
    "oper": Rule(("oper",), OPERATOR, NOBODY),
    "oper-new": Rule(("oper-new",), OPERATOR, NOBODY),
    "coh": trains("coh:{cohort}"),
    "coh-more": trains("coh-more:{cohort}"),
    "coh-name": trains("coh-name:{cohort}"),
    "coh-close": trains("coh-close:{cohort}"),
    "coh-closed": trains("coh-closed:{cohort}"),
    "coh-who": trains("coh-who:{cohort}:0"),
    "coh-one": trains("coh-one:{cohort}:{learner}"),
    "coh-out": trains("coh-out:{cohort}:{learner}"),
    "coh-gone": trains("coh-gone:{cohort}:{learner}"),
    "coh-by": trains("coh-by:{cohort}"),
    "coh-by-new": trains("coh-by-new:{cohort}"),
    "coh-by-out": Rule(("coh-by-out:{cohort}:{trainer}",), NOBODY, TRAINER),  # she is the last
    "inv": trains("inv:{cohort}"),
    "inv-new": trains("inv-new:{cohort}"),
    "inv-for": trains("inv-for:{cohort}:7"),
    "inv-do": trains("inv-do:{cohort}:7:20"),
    "inv-qr": trains("inv-qr:{cohort}"),
    "inv-stop": trains("inv-stop:{cohort}"),
    "asg": trains("asg:{cohort}:0"),
    "asg-new": trains("asg-new:{cohort}:0"),
    "asg-when": trains("asg-when:{cohort}:{other_case}"),
    "asg-day": trains("asg-day:{cohort}:{other_case}"),
    "asg-most": trains("asg-most:{cohort}:0:{other_case}"),
    "give": trains("give:{cohort}:0:2:{other_case}"),
    "given": trains("given:{cohort}:0:2:{other_case}"),
    "asg-one": trains("asg-one:{assignment}:0"),
    "asg-off": trains("asg-off:{assignment}"),
    "asg-gone": trains("asg-gone:{assignment}"),
    # drills: alone, with the cohort, led by its trainer
    "drill": Rule(("drill",), ALL, HERS),
    "drill:alone": own("drill:alone:v"),
    "drill:go": Rule(("drill:go:v",), ALL, LEARNER, idle=True),
    "drill:join": Rule(("drill:join:{drill}",), LEARNER, HERS, idle=True),
    "drill:leave": Rule(("drill:leave:{drill}",), NOBODY, HERS),
    "drill:result": Rule(("drill:result:{drill}",), NOBODY, HERS),
    "drill:ranking": Rule(("drill:ranking:{drill}",), NOBODY, HERS),
    "drill:answer": Rule(("drill:answer:{drill}:0",), NOBODY, HERS),
    "drill:ranked": Rule(("drill:ranked:{drill}:on",), NOBODY, HERS),
    "drill:new": trains("drill:new:{cohort}", "drill:new:{cohort}:v"),
    "drill:at": Rule(("drill:at:{cohort}:v:5",), NOBODY, TRAINER),  # one at a time
    "drill:start": Rule(("drill:start:{drill}",), NOBODY, TRAINER),  # nobody has joined
    "drill:pause": trains("drill:pause:{drill}"),
    "drill:resume": trains("drill:resume:{drill}"),
    "drill:cancel": trains("drill:cancel:{drill}"),
    "drill:board": trains("drill:board:{drill}"),
    "drill:debrief": trains("drill:debrief:{drill}"),
    "drill:share": trains("drill:share:{drill}"),
    "drill:scores": Rule(("drill:scores:{drill}",), NOBODY, TRAINER),  # it is not over
    "extra": own("extra", "extra:33"),
    "extra-of": trains("extra-of:{cohort}:{learner}", "extra-of:{cohort}:{learner}:33"),
    # being in a cohort: whoever holds a code was let in by a trainer, and reads its name
    "join": Rule(("join:{code}",), ALL, ALL),
    "join-not": own("join-not"),
    "cotrain": Rule(("cotrain:{co_code}",), ALL, ALL),
    "class": own("class"),
    "class-out": Rule(("class-out:{cohort}",), LEARNER, LEARNER),
    "class-gone": Rule(("class-gone:{cohort}",), LEARNER, LEARNER),
    "my-name": own("my-name"),
    "my-name-off": own("my-name-off"),
    "todo": own("todo", "todo:0"),
}

ASKED: dict[str, Rule] = {
    "ask:cohort-name": Rule(("A name",), TRAINERS, TRAINER),
    "ask:cohort-rename:{cohort}": trains("A name"),
    "ask:due-day:{cohort}:{other_case}": trains("tomorrow"),
    "ask:own-name": own("A name"),
}
"""Texts that were asked for: what the chat awaits, and a text that answers it."""

DOORS: dict[str, Rule] = {
    "scenario": own("{scenario_code}"),
    "cohort": Rule(("{code}",), ALL, ALL),
    "co-trainer": Rule(("{co_code}",), ALL, ALL),
    "trainer": Rule(("{trainer_code}",), ALL, HERS),
    "operator": Rule(("{operator_code}",), ALL, LEARNER),
}
"""Codes, by kind: holding one is the right."""

RIGHTS: dict[str, frozenset[Actor]] = {
    "see cohort": HERS,
    "train cohort": TRAINER,
    "see learner": HERS,
    "see attempt": HERS,
    "review attempt": TRAINER,
    "know member": TRAINER,
    "know assignment": TRAINER,
    "lead drill": TRAINER,
}
"""What `bot.access` says of Léa, her talk, her cohort, its assignment and its drill."""
