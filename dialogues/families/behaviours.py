"""Behaviours: the closed list of what a family's graph may have the persona do."""

from collections.abc import Callable

from dialogues.families import common, discovery, intercultural, negotiation, objection
from dialogues.families.answer import Answer
from dialogues.families.view import View
from dialogues.scenario import FamilyName

Behaviour = Callable[[View, str], Answer]
"""Takes the view and the branch's ending ('' when it does not end the talk)."""

PASS_ON = "pass-on"  # noqa: S105 - a name, not a password
"""Not a behaviour: the next trigger is tried."""

COMMON: dict[str, Behaviour] = {
    "nudge": common.nudge,
    "give-up-waiting": common.give_up_waiting,
    "run-out-of-time": common.run_out_of_time,
    "take-offence": common.take_offence,
    "cut-short": common.cut_short,
    "say-robot": common.say_robot,
    "not-understood": common.not_understood,
    "keep-language": common.keep_language,
    "note-repetition": common.note_repetition,
    "resist-pressure": common.resist_pressure,
    "take-apology": common.take_apology,
    "greet-back": common.greet_back,
    "ask-for-date": common.ask_for_date,
    "accept-next-step": common.accept_next_step,
    "invite-next-step": common.invite_next_step,
    "part": common.part,
}

_LISTENING: dict[str, Behaviour] = {
    "tell": discovery.tell,
    "tell-briefly": discovery.tell_briefly,
    "tell-next": discovery.tell_next,
    "tell-again": discovery.tell_again,
    "small-talk": discovery.small_talk,
    "off-topic-question": discovery.off_topic_question,
    "welcome": discovery.welcome,
    "cool-at-pitch": discovery.cool_at_pitch,
    "take-offer-note": discovery.take_offer_note,
    "confirm": discovery.confirm,
    "correct": discovery.correct,
    "not-what-i-said": discovery.not_what_i_said,
    "approve-summary": discovery.approve_summary,
    "too-early-for-next-step": discovery.too_early_for_next_step,
    "keep-going": discovery.keep_going,
    "otherwise": discovery.otherwise,
}

_WAYS: dict[str, Behaviour] = {
    "be-hurt": intercultural.hurt,
    "part-hurt": intercultural.part_hurt,
    "tell-way": intercultural.tell_way,
    "say-what-is-wrong": intercultural.say_what_is_wrong,
    "be-mended": intercultural.mend,
    "ask-what-for": intercultural.ask_what_for,
    "speak-for-herself": intercultural.speak_for_herself,
    "confirm-way": intercultural.confirm_way,
    "tell-reservedly": intercultural.tell_reservedly,
    "linger": intercultural.linger,
}

BEHAVIOURS: dict[FamilyName, dict[str, Behaviour]] = {
    "discovery": {**COMMON, **_LISTENING},
    "objection": {
        **COMMON,
        "settle": objection.settle,
        "settle-last": objection.settle_last,
        "pocket": objection.pocket,
        "half-convinced": objection.half_convinced,
        "go-deeper": objection.go_deeper,
        "answer-closely": objection.answer_closely,
        "feel-heard": objection.feel_heard,
        "park": objection.park,
        "park-last": objection.park_last,
        "come-back": objection.come_back,
        "come-back-first": objection.come_back_first,
        "raise-hidden": objection.raise_hidden,
        "settle-parked": objection.settle_parked,
        "take-up-again": objection.take_up_again,
        "turn-to": objection.turn_to,
        "stand-by-it": objection.stand_by_it,
        "approve-summary": objection.approve_summary,
    },
    "negotiation": {**COMMON, "bargain": negotiation.bargain},
    "intercultural": {
        name: intercultural.minded(behaviour)
        for name, behaviour in {**COMMON, **_LISTENING, **_WAYS}.items()
    },
}
