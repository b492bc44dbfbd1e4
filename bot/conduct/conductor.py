"""The conductor: routes each message to what it means at this moment."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.conduct import (
    arrival,
    bargaining,
    briefing,
    deal,
    debrief,
    handed_in,
    lucidity,
    menus,
    otherwise,
    projection,
    talk,
)
from bot.conduct.desk import Desk
from bot.conductor import Description
from bot.i18n import texts
from bot.messages import Button, Command, Incoming, Keyboard, Say, Sent
from dialogues.errors import NotNow
from dialogues.ids import AttemptId, ScenarioId
from dialogues.library import Library
from dialogues.text import LANGS, Lang
from storage.rows import Timer
from storage.work import Work

Action = Callable[[Desk], None]

COMMANDS: Mapping[str, Action] = {
    "menu": menus.home,
    "brief": briefing.reopened,
    "offer": bargaining.offer,
    "progress": menus.progress,
    "settings": menus.settings,
    "help": menus.help_,
    "privacy": menus.privacy,
    "cancel": talk.ask_to_stop,
    "forgetme": menus.ask_to_erase,
}

BEFORE_CONSENT = frozenset({"notice", "hello", "agree", "privacy", "menu", "erase", "erase-all"})
"""Buttons that work before the notice is agreed to."""


@dataclass(frozen=True)
class TalkConductor:
    """Learners' conversations over a library of scenarios."""

    library: Library
    nudge_minutes: float = 10.0

    # -- what the message path asks for ------------------------------------------------------

    def handle(self, incoming: Incoming, work: Work, now: datetime) -> None:
        """Answer one incoming message.

        Raises:
            NotNow: the message asks for something the present state forbids.
        """
        if not incoming.private:
            self._in_group(incoming, work)
            return
        if incoming.kind in ("blocked", "unblocked", "migrated", "added-to-group"):
            self._standing(incoming, work)
            return
        desk = self._desk(incoming, work, now)
        match incoming.kind:
            case "command":
                self._command(desk, incoming)
            case "button":
                self._button(desk, incoming.data)
            case "text":
                self._text(desk, incoming.text)
            case "edit":
                otherwise.edited(desk)
            case "document":
                handed_in.hand_in(desk, incoming.document)
            case kind:
                otherwise.explain(desk, kind)

    def wants(self, sent: Sent) -> bool:
        """Whether a file could be a talk to judge."""
        return handed_in.is_talk(sent)

    def on_timer(self, timer: Timer, work: Work, now: datetime) -> None:
        """A silence has lasted long enough."""
        if timer.kind != "silence" or timer.chat_id is None:
            return
        learner = work.learner_by_chat(timer.chat_id)
        if learner is None or learner.blocked:
            return
        desk = Desk(work, now, learner, work.chat(learner.chat_id), self.library)
        attempt = AttemptId(json.loads(timer.payload)["attempt"])
        talk.fall_silent(desk, attempt, nudge_minutes=self.nudge_minutes)

    def refusal(self, error: NotNow, lang: Lang) -> str:
        """The text that says kindly why not now."""
        return str(texts(lang)(error.key))

    def apology(self, lang: Lang) -> str:
        """The text for a learner whose message met a bug."""
        return str(texts(lang)("error.bug"))

    def full(self, lang: Lang) -> str:
        """The text for a learner while nothing can be stored."""
        return str(texts(lang)("error.full"))

    def commands(self) -> Mapping[Lang | None, tuple[Command, ...]]:
        """The command menu per language."""
        return {None: menus.commands("en"), **{lang: menus.commands(lang) for lang in LANGS}}

    def descriptions(self) -> tuple[Description, ...]:
        """What to show before the first message, per language."""
        return tuple(
            Description(
                lang=lang,
                long=texts(lang or "en").plain("about.long"),
                short=texts(lang or "en").plain("about.short"),
            )
            for lang in (None, *LANGS)
        )

    # -- routes ------------------------------------------------------------------------------

    def _desk(self, incoming: Incoming, work: Work, now: datetime) -> Desk:
        user = incoming.user
        known = work.learner_by_user(user.id)
        learner = known or work.enrol(
            user.id, incoming.chat_id, user.first_name, arrival.language_of(user.language_code)
        )
        if learner.blocked:
            learner = learner.model_copy(update={"blocked": False})
            work.save_learner(learner)
        chat = work.chat(incoming.chat_id)
        return Desk(work, now, learner, chat, self.library, incoming)

    def _command(self, desk: Desk, incoming: Incoming) -> None:
        lucidity.put_aside(desk)
        if incoming.command == "start":
            arrival.start(desk, incoming.argument)
            return
        action = COMMANDS.get(incoming.command)
        if action is None:
            desk.say(desk.t("command.unknown", command=incoming.command))
        elif arrival.has_agreed(desk) or incoming.command in ("help", "privacy", "forgetme"):
            action(desk)
        else:
            arrival.welcome(desk)

    def _text(self, desk: Desk, text: str) -> None:
        if not arrival.has_agreed(desk):
            arrival.welcome(desk)
            return
        row = talk.running(desk)
        if row is None:
            if not lucidity.hear(desk, text):
                otherwise.idle_text(desk)
        else:
            talk.say(desk, row, text, nudge_minutes=self.nudge_minutes)

    def _button(self, desk: Desk, data: str) -> None:
        verb, *arguments = data.split(":")
        if not arrival.has_agreed(desk) and verb not in BEFORE_CONSENT:
            arrival.welcome(desk)
            return
        if verb != "self":
            lucidity.put_aside(desk)
        action = self._pressed(verb, tuple(arguments))
        if action is None:
            raise NotNow("stale.screen")
        action(desk)

    def _pressed(self, verb: str, given: tuple[str, ...]) -> Action | None:
        """What a button does; None for one of an older version."""
        match verb, given:
            case "menu", ():
                return lambda desk: (
                    menus.home(desk) if arrival.has_agreed(desk) else arrival.welcome(desk)
                )
            case "hello", ("fr" | "en" as lang,):
                return partial(arrival.greet_in, lang=lang)
            case "notice", ():
                return arrival.notice
            case "agree", ():
                return arrival.agree
            case "practise", ():
                return briefing.families
            case "fam", (family,):
                return partial(briefing.scenarios, family=family)
            case "brief", (scenario,):
                return partial(briefing.brief, scenario_id=ScenarioId(scenario))
            case "docs", (scenario,):
                return partial(briefing.documents, scenario_id=ScenarioId(scenario))
            case "doc", (scenario, number) if number.isdecimal():
                return partial(
                    briefing.document, scenario_id=ScenarioId(scenario), number=int(number)
                )
            case _:
                return self._pressed_talk(verb, given) or _pressed_page(verb, given)

    def _pressed_talk(self, verb: str, given: tuple[str, ...]) -> Action | None:
        match verb, given:
            case "go", (scenario,):
                return partial(self._begin, scenario_id=ScenarioId(scenario))
            case "swap", (attempt, scenario):
                return partial(self._swap, attempt_id=AttemptId(attempt), scenario_id=scenario)
            case "resume", ():
                return talk.resume
            case "stop", (attempt,):
                return partial(_stop, attempt_id=AttemptId(attempt))
            case _:
                return None

    def _begin(self, desk: Desk, scenario_id: ScenarioId) -> None:
        if all(s.id != scenario_id for s in self.library.all()):
            raise NotNow("scenario-gone")
        talk.begin(desk, scenario_id, nudge_minutes=self.nudge_minutes)

    def _swap(self, desk: Desk, attempt_id: AttemptId, scenario_id: str) -> None:
        talk.stop(desk, attempt_id, quietly=True)
        self._begin(desk, ScenarioId(scenario_id))

    # -- what is not a conversation ----------------------------------------------------------

    def _in_group(self, incoming: Incoming, work: Work) -> None:
        """Point to the private chat, when called; stay silent otherwise."""
        if incoming.kind not in ("command", "added-to-group"):
            return
        said = texts(arrival.language_of(incoming.user.language_code))
        keyboard: Keyboard = ()
        if incoming.bot_name:
            url = f"https://t.me/{incoming.bot_name}?start"
            keyboard = ((Button(label=said.plain("button.open-private"), url=url),),)
        work.send(incoming.chat_id, Say(html=str(said("group.pointer")), keyboard=keyboard))

    def _standing(self, incoming: Incoming, work: Work) -> None:
        """The learner blocked the bot or came back: her timers rest, nothing is lost."""
        learner = work.learner_by_user(incoming.user.id)
        if learner is None or incoming.kind not in ("blocked", "unblocked"):
            return
        work.save_learner(learner.model_copy(update={"blocked": incoming.kind == "blocked"}))
        if incoming.kind == "blocked":
            chat = work.chat(incoming.chat_id)
            if chat.attempt:
                work.drop_timers(f"silence:{chat.attempt}")


def _stop(desk: Desk, attempt_id: AttemptId) -> None:
    if not talk.stop(desk, attempt_id):
        desk.toast("toast.stopped")
        menus.home(desk)


def _erase_all(desk: Desk) -> None:
    lang, chat_id = desk.learner.lang, desk.learner.chat_id
    desk.work.erase(desk.learner.id)
    desk.work.send(chat_id, Say(html=str(texts(lang)("erased"))))


def _pressed_page(verb: str, given: tuple[str, ...]) -> Action | None:
    match verb, given:
        case "progress", ():
            return menus.progress
        case "settings", ():
            return menus.settings
        case "help", ():
            return menus.help_
        case "privacy", ():
            return menus.privacy
        case "erase", ():
            return menus.ask_to_erase
        case "erase-all", ():
            return _erase_all
        case "lang", ("fr" | "en" as lang,):
            return partial(menus.set_language, lang=lang)
        case "nudges", ("on" | "off" as wanted,):
            return partial(menus.set_nudges, on=wanted == "on")
        case "card", (attempt,):
            return partial(lucidity.reveal, attempt_id=AttemptId(attempt))
        case "crit", (attempt, number) if number.isdecimal():
            return partial(debrief.criterion, attempt_id=AttemptId(attempt), number=int(number))
        case "miss", (attempt, number) if number.isdecimal():
            return partial(debrief.dispute, attempt_id=AttemptId(attempt), number=int(number))
        case "words", (attempt,):
            return partial(debrief.words, attempt_id=AttemptId(attempt))
        case "better", (attempt,):
            return partial(debrief.better, attempt_id=AttemptId(attempt))
        case "knew", (attempt,):
            return partial(debrief.knew, attempt_id=AttemptId(attempt))
        case _:
            found = lucidity.pressed(verb, given) or projection.pressed(verb, given)
            return found or deal.pressed(verb, given)
