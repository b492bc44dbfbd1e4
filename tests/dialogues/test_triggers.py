"""What moves a talk beside the acts: asking who is really there."""

import pytest

from dialogues.families.triggers import asks_robot


@pytest.mark.parametrize(
    "text",
    ["tu es un robot ?", "t un robot", "t'es une ia ?", "are you a bot?", "r u an ai, u there"],
)
def test_that_asking_for_the_machine_is_heard_in_phone_spelling_too(text: str) -> None:
    assert asks_robot(text)


@pytest.mark.parametrize(
    "text", ["un robot de soudure", "we bought an AI tool", "le robot fait 12 t par jour"]
)
def test_that_speaking_of_a_machine_asks_nothing(text: str) -> None:
    assert not asks_robot(text)
