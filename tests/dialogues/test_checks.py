"""What is checked of a scenario and of a phase graph, beyond the examples of the pages."""

from pathlib import Path

import pytest

from dialogues.checks import Known, check
from dialogues.checks.family import examine_family
from dialogues.checks.graph import Edge, Graph, graph_faults
from dialogues.diagnostics import Diagnostic
from dialogues.families.graph import FOLDER
from dialogues.positions import Marks
from dialogues.scenario import Scenario
from dialogues.source import read
from tests.dialogues.examples import CONTENT, KNOWN, Asking, yielded


def changed(base: str, *changes: tuple[str, str], known: Known = KNOWN) -> tuple[Diagnostic, ...]:
    """What the checks say of a sound file after `changes`, each made at its first place."""
    text = (CONTENT / f"{base}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    loaded = read(text, Scenario, name="x")
    return check(loaded.content, loaded.marks, Asking(), known)


def said(found: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{fault.code} {fault.message}" for fault in found]


OPENING = '"Bonjour, je vous écoute, j\'ai vingt minutes."'


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("a" * 20, []),
        ("a" * 19, ["DLG033"]),
        ("a" * 280, []),
        ("a" * 281, ["DLG033"]),
        ("a" * 600, ["DLG033"]),
        ("a" * 601, ["DLG034"]),
        ("Bonjour {persona}, de {firm}.", ["DLG036"]),
        ("Bonjour, je vous écoute {date}", ["DLG036"]),
        ("Bonjour, je vous {écoute} donc.", ["DLG035"]),
        ("Bonjour, je vous écoute {donc.", ["DLG035"]),
        ("Bonjour, je vous écoute {} donc.", ["DLG035"]),
        ("Bonjour, elle a dit « oui » à tout.", []),
        ("Bonjour, elle a dit « oui à tout.", ["DLG037"]),
        ('Bonjour, elle a dit \\"oui\\" à tout.', ["DLG037"]),
        ("Bonjour, je t'en prie, asseyez-vous.", ["DLG038"]),
        ("Bonjour, toi aussi, assieds-toi.", ["DLG038"]),
        ("Bonjour, il s'est tu toute la journée.", []),
        ("Bonjour, le tutorat et la tutelle, ici.", []),
        ("Bonjour, sur ce ton, rien à ajouter.", []),
    ],
)
def test_that_a_french_line_of_talk_is_looked_at(line: str, codes: list[str]) -> None:
    assert [f.code for f in changed("discovery", (OPENING, f'"{line}"'))] == codes


def test_that_only_the_persona_must_say_vous() -> None:
    title = '{fr: "Les caisses", '
    assert changed("discovery", (title, '{fr: "Tu as dit les caisses", ')) == ()


def test_that_recaps_may_be_long_and_asides_short() -> None:
    class Talkative(Asking):
        replies = {**Asking.replies, "recap-offer": 1, "aside-greeting": 1}

    text = (CONTENT / "discovery.yaml").read_text(encoding="utf-8")
    extra = f'  recap-offer: {{fr: "{"é" * 900}", en: "{"e" * 900}"}}\n'
    extra += '  aside-greeting: {fr: "Bonjour.", en: "Hello."}\nendings:'
    loaded = read(text.replace("endings:", extra, 1), Scenario)
    assert check(loaded.content, loaded.marks, Talkative(), KNOWN) == ()


def test_that_places_are_unchecked_where_nobody_says_which_there_are() -> None:
    pair = ("j'ai vingt minutes", "j'ai {anything} minutes")
    english = ("I have twenty minutes", "I have {anything} minutes")
    assert changed("discovery", pair, english, known=Known()) == ()
    assert [f.code for f in changed("discovery", pair, english)] == ["DLG035", "DLG035"]


def test_that_texts_of_the_brief_have_no_places() -> None:
    [fault] = changed("discovery", ("Elle parle plus que vous.", "{persona} parle plus que vous."))
    assert fault.message == "{persona} would be shown as it is: only lines of talk have places"
    assert (fault.place.column, fault.place.width) == (15, 9)


def test_that_unknown_criteria_and_topics_pass_where_nobody_knows_them() -> None:
    other = ("topics: [volume]", "topics: [tonnage]")
    assert changed("discovery", other, known=Known()) == ()
    assert said(changed("discovery", other)) == ["DLG041 no topic is called 'tonnage'"]


def test_that_a_scenario_may_bring_topics_of_its_own() -> None:
    own = 'enough: 5\ntopics:\n  - {topic: tonnage, fr: ["tonnage"], en: ["tonnage"]}\n'
    changes = (("topics: [volume]", "topics: [tonnage]"), ("enough: 5\n", own))
    assert changed("discovery", *changes) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: crates", "id: Crates", "DLG018 'Crates' cannot be a name here"),
        ("id: crates", "id: the_crates", "DLG018 'the_crates' cannot be a name here"),
        ("id: crates", f"id: {'a' * 41}", f"DLG018 '{'a' * 41}' cannot be a name here"),
        ("country: DE", "country: de", "DLG018 'de' is not a country code"),
        ('"2026-09"', "2026-13", "DLG018 '2026-13' is not a month"),
        ("id: season", "id: volume", "DLG040 'volume' is there already"),
        ("topics: [volume]", "topics: [volumes]", "DLG041 no topic is called 'volumes'"),
        ("enough: 5", "enough: 0", "DLG047 a discovery must say how many facts are 'enough'"),
        ("turns: 20", "turns: 12", None),
        ("enough: 5", "enough: 8\n", None),
        ("patience: 3", "patience: 1", None),
    ],
)
def test_that_a_slip_in_the_case_is_named(old: str, new: str, message: str | None) -> None:
    assert said(changed("discovery", (old, new))) == ([message] if message else [])


def test_that_a_fact_waits_for_facts_that_exist() -> None:
    after = ("    need: context\n", "    need: context\n    after: [seasons]\n")
    [fault] = changed("discovery", after)
    assert (fault.message, fault.hint) == (
        "no fact is called 'seasons'",
        "did you mean 'season'?",
    )


def test_that_waiting_in_a_row_is_no_circle_and_waiting_for_oneself_is() -> None:
    row = ("    need: context\n", "    need: context\n    after: [season, budget]\n")
    assert changed("discovery", row) == ()
    [fault] = changed("discovery", (row[0], row[1].replace("season, budget", "volume")))
    assert fault.message == "'volume' can never be told in full: it waits for itself"


def test_that_what_waits_for_a_circle_is_told_with_it() -> None:
    text = (CONTENT / "discovery.yaml").read_text(encoding="utf-8")
    for fact, before in (("volume", "season"), ("season", "volume"), ("stock", "volume")):
        text = text.replace(f"  - id: {fact}\n", f"  - id: {fact}\n    after: [{before}]\n")
    loaded = read(text, Scenario)
    [fault] = check(loaded.content, loaded.marks, Asking(), KNOWN)
    assert fault.message.startswith("'volume', 'season' and 'stock' can never be told in full")
    assert text.split("\n")[fault.place.line - 1] == "    after: [season]"


def test_that_two_facts_must_not_share_a_question() -> None:
    [fault] = changed(
        "discovery", ('"Comment se passe votre saison ?"', '"quelles  QUANTITÉS par an ?"')
    )
    assert fault.message == "the fact 'volume' has the same question"


def test_that_a_fact_may_have_words_alone_or_questions_alone() -> None:
    changes = (
        ('asks: {fr: ["Quelles quantités par an ?"], en: ["What quantities a year?"]}', "asks: {}"),
        ('words: {fr: ["décembre", "saison"], en: ["december", "season"]}', "words: {}"),
    )
    assert changed("discovery", *changes) == ()


def test_that_a_mood_that_is_never_reached_is_refused() -> None:
    mood = ("    need: context\n", "    need: context\n    least_mood: {}\n")
    assert changed("discovery", (mood[0], mood[1].format(3))) == ()
    [fault] = changed("discovery", (mood[0], mood[1].format(4)))
    assert fault.message == "'least_mood' is 4; moods end at 3"


def test_that_a_discovery_needs_unstated_needs() -> None:
    found = changed("discovery", ("need: unstated", "need: stated"))
    assert said(found) == ["DLG048 8 facts, 1 unstated need among them"]


def test_that_a_talk_about_objections_needs_three_of_them() -> None:
    text = (CONTENT / "objection.yaml").read_text(encoding="utf-8")
    loaded = read(text[: text.index("  - id: deposit")], Scenario)
    found = check(loaded.content, loaded.marks, Asking(), KNOWN)
    assert said(found) == ["DLG048 2 objections"]


@pytest.mark.parametrize(
    ("name", "least"),
    [("again", 3), ("heard", 2), ("half", 2), ("deeper", 2), ("pocketed", 2), ("settled", 1)],
)
def test_that_objection_words_that_come_again_need_several_wordings(name: str, least: int) -> None:
    text = (CONTENT / "objection.yaml").read_text(encoding="utf-8")
    loaded = read(text, Scenario)
    first = loaded.content.objections[0]
    few = getattr(first, name).model_copy(
        update={"fr": ("Une seule phrase, bien à elle.",), "en": ("One sentence of her own.",)}
    )
    first = first.model_copy(update={name: few})
    others = loaded.content.objections[1:]
    scenario = loaded.content.model_copy(update={"objections": (first, *others)})
    found = said(check(scenario, loaded.marks, Asking(), KNOWN))
    expected = f"DLG031 1 wording; '{name}' needs at least {least}"
    assert found == ([expected] if least > 1 else [])


def test_that_a_warm_and_patient_persona_is_easy_for_level_3() -> None:
    warm = (("level: 2", "level: 3"), ("mood: 0", "mood: 1"), ("patience: 3", "patience: 5"))
    assert said(changed("discovery", *warm)) == [
        "DLG051 easy for level 3: the persona starts warm and bears a lot"
    ]
    assert changed("discovery", *warm[:2]) == ()
    assert [
        f.code
        for f in changed("discovery", ("level: 2", "level: 1"), ("patience: 3", "patience: 2"))
    ] == ["DLG051"]


def test_that_documents_fit_a_phone() -> None:
    body = "Crate V40: €10.20 apiece."
    [fault] = changed("discovery", (body, "e" * 3501))
    assert (fault.code, fault.message) == ("DLG039", "3501 characters; at most 3,500 fit here")
    assert changed("discovery", (body, "e" * 3500)) == ()


def test_that_wordings_are_asked_for_once_when_both_languages_lack_them() -> None:
    class Demanding(Asking):
        replies = {**Asking.replies, "welcome": 5}

    loaded = read((CONTENT / "discovery.yaml").read_text(encoding="utf-8"), Scenario)
    [fault] = check(loaded.content, loaded.marks, Demanding(), KNOWN)
    assert fault.message == "3 wordings; 'welcome' needs at least 5"
    assert fault.place.excerpt == "  welcome:"


def test_that_a_language_short_of_wordings_is_named_itself() -> None:
    found = changed("discovery", (', "Et concrètement, pour nous ?"', ""))
    assert [(f.code, f.place.excerpt.strip()[:4]) for f in found] == [
        ("DLG030", "othe"),
        ("DLG031", "fr: "),
    ]


def drawn(start: str = "a", ends: tuple[str, ...] = ("z",), **phases: list[Edge]) -> list[str]:
    """The messages about a graph of one-letter phases."""
    edges = {phase: tuple(found) for phase, found in phases.items()}
    graph = Graph(start=start, ends=frozenset(ends), phases=edges)
    return [f"{fault.code} {fault.message}" for fault in graph_faults(graph, Marks("g", ""))]


ELSE = Edge("otherwise", (), "z")


def test_that_a_sound_graph_has_no_fault() -> None:
    assert drawn(a=[Edge("x", ("g",), "b"), Edge("x", (), "a"), ELSE], b=[ELSE], z=[]) == []


def test_that_the_start_must_exist() -> None:
    assert drawn(start="q", a=[ELSE], z=[]) == ["DLG020 no phase is called 'q'"]


def test_that_otherwise_must_always_be_open() -> None:
    assert drawn(a=[Edge("otherwise", ("g",), "z")], z=[]) == [
        "DLG021 'otherwise' of phase 'a' can find no branch open"
    ]


def test_that_an_end_has_no_branches() -> None:
    assert drawn(a=[ELSE], z=[Edge("x", (), "z")]) == ["DLG025 'z' is an end and goes on"]


def test_that_a_branch_under_fewer_conditions_hides_the_later_one() -> None:
    hidden = [Edge("x", ("g",), "z"), Edge("x", ("h", "g"), "z"), ELSE]
    assert drawn(a=hidden, z=[]) == ["DLG024 this branch of 'x' is never taken"]
    assert drawn(a=[hidden[1], hidden[0], ELSE], z=[]) == []
    assert drawn(a=[Edge("x", (), "z"), Edge("y", ("g",), "z"), ELSE], z=[]) == []


def test_that_a_circle_without_an_end_is_found_wherever_it_is() -> None:
    found = drawn(
        a=[Edge("x", (), "b"), ELSE],
        b=[Edge("otherwise", (), "c")],
        c=[Edge("otherwise", (), "b")],
        z=[],
    )
    assert found == [
        "DLG023 no end can be reached from phase 'b'",
        "DLG023 no end can be reached from phase 'c'",
    ]


def test_that_a_graph_without_any_end_is_found() -> None:
    assert drawn(ends=(), a=[Edge("otherwise", (), "a")]) == [
        "DLG023 no end can be reached from phase 'a'"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ask-open: {go", "ask-opn: {go", "DLG026 no trigger is called 'ask-opn'"),
        ("do: tell", "do: tel", "DLG026 no behaviour is called 'tel'"),
        ("ending: thin}", "ending: thinn}", "DLG026 no ending is called 'thinn'"),
        (
            "endings: [agreed, thin]",
            "endings: [agreed, thin, won]",
            "DLG022 no branch ends in 'won'",
        ),
        (
            "do: nudge}",
            "do: nudge, ending: thin}",
            "DLG025 an 'ending' needs a 'go' that leads to an end",
        ),
        (
            "silence: {do: nudge}",
            "silence: [{do: nudge}, {do: tell}]",
            "DLG024 this branch of 'silence' is never taken",
        ),
    ],
)
def test_that_a_slip_in_a_family_file_is_named(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    text = (CONTENT / "family.yaml").read_text(encoding="utf-8")
    assert old in text
    found = yielded("family", text.replace(old, new), tmp_path)
    assert message in said(found)


def test_that_a_phase_may_answer_a_signal_in_its_own_manner(tmp_path: Path) -> None:
    text = (CONTENT / "family.yaml").read_text(encoding="utf-8")
    own = text.replace("      ask-open:", "      silence: {do: tell}\n      ask-open:")
    assert yielded("family", own, tmp_path) == ()


def test_that_the_shipped_families_are_sound() -> None:
    files = sorted(FOLDER.glob("*.yaml"))
    assert files
    assert {path.name: examine_family(path) for path in files} == {path.name: () for path in files}


def test_that_a_broken_family_file_is_reported_not_raised() -> None:
    [fault, *_] = examine_family("format: 1\nfamly: discovery\n", name="f.yaml")
    assert fault.file == "f.yaml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    lens: time\n", "    lens: clocks\n", "DLG041 no lens is called 'clocks'"),
        ("  - id: proof\n", "  - id: hour\n", "DLG040 'hour' is there already"),
        ("      - custom: hour\n", "      - custom: hours\n", "DLG041 no custom is called 'hours'"),
        ("enough: 5", "enough: 0", "DLG047 an intercultural talk must say how many facts"),
        (
            ", \"C'est oublié, si l'heure tient demain.\"]",
            "]",
            "DLG030 1 wording in French, 2 in English",
        ),
        (
            'hurts: {acts: [pressure], words: {fr: ["sans essai"], en: ["without trial"]}}',
            'hurts: {words: {fr: ["sans essai"]}}',
            "DLG060 nothing in 'en' under 'hurts' of the custom 'proof'",
        ),
    ],
)
def test_that_a_slip_in_a_custom_is_named(old: str, new: str, message: str) -> None:
    found = said(changed("intercultural", (old, new)))
    assert [one for one in found if one.startswith(message)]


def test_that_a_custom_hurt_before_the_talk_needs_no_words_that_hurt() -> None:
    hurts = 'hurts: {acts: [pressure], words: {fr: ["sans essai"], en: ["without trial"]}}'
    assert changed("intercultural", (hurts, "standing: true\n    hurts: {}")) == ()


def test_that_an_intercultural_talk_needs_customs_and_somebody_else() -> None:
    text = (CONTENT / "intercultural.yaml").read_text(encoding="utf-8")
    loaded = read(text[: text.index("  - id: plan")], Scenario)
    found = check(loaded.content, loaded.marks, Asking(), KNOWN)
    assert sorted(said(found)) == [
        "DLG048 2 customs, 8 facts",
        "DLG061 no other counterpart under 'profiles'",
    ]
