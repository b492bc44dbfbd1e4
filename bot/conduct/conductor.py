"""The conductor: routes each message to what it means at this moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.conduct import arrival, asking, drills, handed_in, lucidity, menus, otherwise, routes, talk
from bot.conduct.current import running
from bot.conduct.desk import Desk
from bot.conductor import Description
from bot.i18n import texts
from bot.messages import Button, Command, Incoming, Keyboard, Say, Sent
from dialogues.errors import NotNow
from dialogues.library import Library
from dialogues.text import LANGS, Lang
from storage.rows import Timer
from storage.work import Work


@dataclass(frozen=True)
class TalkConductor:
    """Learners' conversations over a library of scenarios."""

    library: Library
    nudge_minutes: float = 10.0
    web_url: str = ""
    """Where the trainers' pages are; empty when there are none."""

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
        """Do what a timer was set for."""
        due = routes.DUE.get(timer.kind)
        if due is not None:
            due(timer, work, now, self.library, self.nudge_minutes)

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
        return Desk(
            work,
            now,
            learner,
            chat,
            self.library,
            incoming,
            nudge_minutes=self.nudge_minutes,
            web_url=self.web_url,
        )

    def _command(self, desk: Desk, incoming: Incoming) -> None:
        lucidity.put_aside(desk)
        asking.put_aside(desk)
        if incoming.command == "start":
            arrival.start(desk, incoming.argument)
            return
        action = routes.COMMANDS.get(incoming.command)
        if action is None:
            desk.say(desk.t("command.unknown", command=incoming.command))
        elif arrival.has_agreed(desk) or incoming.command in routes.COMMANDS_BEFORE_CONSENT:
            action(desk)
        else:
            arrival.welcome(desk)

    def _text(self, desk: Desk, text: str) -> None:
        if not arrival.has_agreed(desk):
            arrival.welcome(desk)
            return
        if drills.hear(desk, text):
            return
        row = running(desk)
        if row is not None and not asking.awaited(desk):
            talk.say(desk, row, text)
        elif not any(hear(desk, text) for hear in routes.HEARD):
            otherwise.idle_text(desk)

    def _button(self, desk: Desk, data: str) -> None:
        verb, *arguments = data.split(":")
        if not arrival.has_agreed(desk) and verb not in routes.BEFORE_CONSENT:
            arrival.welcome(desk)
            return
        if verb != "self":
            lucidity.put_aside(desk)
        asking.put_aside(desk)
        action = (
            _home if (verb, arguments) == ("menu", []) else routes.pressed(verb, tuple(arguments))
        )
        if action is None:
            raise NotNow("stale.screen")
        action(desk)

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
            drills.stepped_out(work, learner.id)
            chat = work.chat(incoming.chat_id)
            if chat.attempt:
                work.drop_timers(f"silence:{chat.attempt}")


def _home(desk: Desk) -> None:
    if arrival.has_agreed(desk):
        menus.home(desk)
    else:
        arrival.welcome(desk)
