"""Behaviours every family shares: silence, rudeness, nonsense, the clock, parting."""

from dialogues.families.answer import Answer, mood, parting, patience, plain
from dialogues.families.view import View


def nudge(view: View, _: str) -> Answer:
    """She breaks the silence."""
    return plain(view, "nudge", "silence")


def give_up_waiting(view: View, ending: str) -> Answer:
    """She stops waiting."""
    return parting(view, ending, why="silence")


def run_out_of_time(view: View, ending: str) -> Answer:
    """Her time is up."""
    return parting(view, ending, why="time-up")


def take_offence(view: View, _: str) -> Answer:
    """She says, once, that she will not be spoken to like that."""
    return plain(view, "offended", "offended", effects=(mood(-2, "offended"), patience("offended")))


def cut_short(view: View, ending: str) -> Answer:
    """She ends the talk."""
    return parting(view, ending, why="cut-short")


def say_robot(view: View, _: str) -> Answer:
    """She answers the question whether she is a machine truthfully, and goes back to business."""
    return plain(view, "robot", "asked-robot")


def not_understood(view: View, _: str) -> Answer:
    """She could not make sense of the message."""
    return plain(view, "unreadable", "unreadable", effects=(patience("unreadable"),))


def keep_language(view: View, _: str) -> Answer:
    """She asks to stay in the language of the talk."""
    return plain(view, "other-language", "other-language")


def note_repetition(view: View, _: str) -> Answer:
    """She has just been told the same thing."""
    return plain(view, "repeated", "repeated", effects=(patience("repeated"),))


def resist_pressure(view: View, _: str) -> Answer:
    """She does not give way to pressure."""
    return plain(view, "pressed", "pressed", effects=(mood(-1, "pressed"), patience("pressed")))


def take_apology(view: View, _: str) -> Answer:
    """She accepts an apology; it mends what was broken, and only that."""
    effects = (mood(1, "apologised"),) if view.attempt.mood < 0 else ()
    return plain(view, "apology-taken", "apologised", effects=effects)


def greet_back(view: View, _: str) -> Answer:
    """She returns a greeting."""
    return plain(view, "greet-back", "greeted")


def ask_for_date(view: View, _: str) -> Answer:
    """She wants to know when."""
    return plain(view, "date-asked", "next-step-vague")


def accept_next_step(view: View, _: str) -> Answer:
    """She agrees to what happens next."""
    return plain(
        view, "next-step-accepted", "next-step-dated", effects=(mood(1, "next-step-dated"),)
    )


def invite_next_step(view: View, _: str) -> Answer:
    """She asks what happens now."""
    return plain(view, "next-step-invited", "no-next-step-yet")


def part(view: View, ending: str) -> Answer:
    """She takes her leave."""
    return parting(view, ending, why="left")
