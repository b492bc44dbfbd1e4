"""The exemplars: every file is sound and every act is shown in both languages."""

from collections import Counter
from pathlib import Path

import pytest

from dialogues.reading.exemplars_store import load_exemplars
from dialogues.reading.model import Act

LINES = load_exemplars()


def test_that_every_act_is_shown_in_both_languages_by_several_hands() -> None:
    shown = Counter((act, line.lang) for line in LINES for act in line.acts)
    hands = {(act, line.hand) for line in LINES for act in line.acts}
    for act in Act:
        assert shown[act, "fr"] >= 20
        assert shown[act, "en"] >= 20
        assert sum(1 for a, _ in hands if a is act) >= 3


def test_that_no_message_is_written_twice_with_other_acts() -> None:
    acts: dict[tuple[str, str], frozenset[Act]] = {}
    for line in LINES:
        key = (line.text, line.context)
        assert acts.setdefault(key, frozenset(line.acts)) == frozenset(line.acts), line.text


def test_that_a_faulty_exemplar_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(
        "format: 1\nhand: x\nlines: [{lang: fr, text: a, acts: [nod]}]\n"
    )
    with pytest.raises(ValueError, match=r"bad\.yaml"):
        load_exemplars(tmp_path)
