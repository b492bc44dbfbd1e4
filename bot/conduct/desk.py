"""A desk: everything at hand while one message is answered."""

from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Texts, texts
from bot.messages import AnswerButton, Button, Incoming, Keyboard, Outgoing, Rebutton, Redraw, Say
from bot.render import screen
from dialogues.case import Case
from dialogues.errors import NotNow
from dialogues.hashes import structure_hash
from dialogues.library import Library
from dialogues.scenario import Scenario
from storage.rows import Chat, Learner
from storage.work import Work

SCREEN = "screen"
"""The slot of the message that holds the menus, so that they are redrawn in place."""


@dataclass
class Desk:
    """One learner, one message, one transaction."""

    work: Work
    now: datetime
    learner: Learner
    chat: Chat
    library: Library
    incoming: Incoming | None = None
    """None when a timer speaks."""
    nudge_minutes: float = 10.0
    """Silence after which the persona speaks first; 0 for never."""
    web_url: str = ""
    """Where the trainers' pages are; empty when there are none."""
    answered: bool = False
    """The pressed button has its answer."""

    @property
    def t(self) -> Texts:
        """The interface in the learner's language."""
        return texts(self.learner.lang)

    def send(self, *messages: Outgoing) -> None:
        """Have messages delivered in this chat."""
        self.work.send(self.learner.chat_id, *messages)

    def say(self, html: str, keyboard: Keyboard = ()) -> None:
        """Send a new message."""
        self.send(Say(html=html, keyboard=keyboard))

    def show(self, name: str, keyboard: Keyboard = (), **values: object) -> None:
        """Show a screen: in place of the pressed one, else as a new message."""
        self.show_html(screen(name, self.learner.lang, **values), keyboard)

    def show_html(self, html: str, keyboard: Keyboard = ()) -> None:
        """Show a screen that is already written."""
        pressed = self.incoming if self.incoming and self.incoming.kind == "button" else None
        if pressed and pressed.message_id is not None:
            message_id = pressed.message_id
            self.send(Redraw(html=html, keyboard=keyboard, message_id=message_id, slot=SCREEN))
        else:
            self.send(Say(html=html, keyboard=keyboard, slot=SCREEN))

    def leave_standing(self) -> None:
        """Leave the pressed screen where it is, without its buttons."""
        if self.incoming and self.incoming.kind == "button" and self.incoming.message_id:
            self.send(Rebutton(message_id=self.incoming.message_id))

    def toast(self, key: str, *, alert: bool = False) -> None:
        """Answer the pressed button with a short text."""
        if self.incoming and self.incoming.callback_id and not self.answered:
            self.answered = True
            text = self.t.plain(key)[:200]
            self.send(AnswerButton(callback_id=self.incoming.callback_id, text=text, alert=alert))

    def button(self, key: str, data: str, **places: object) -> Button:
        """A button with a text of the interface."""
        return Button(label=self.t.plain(key, **places), data=data)

    def pin(self, case: Case) -> None:
        """Keep the very content an attempt begins with, so that later changes do not touch it."""
        self.work.pin(case.hash, case.scenario.model_dump_json())

    def pinned_case(self, content: str) -> Case:
        """The case with that content, today's or the one kept when it was played.

        Raises:
            NotNow: that content is gone.
        """
        found = self.library.by_hash(content)
        if found is not None:
            return found
        body = self.work.pinned(content)
        if body is None:
            raise NotNow("scenario-gone")
        scenario = Scenario.model_validate_json(body)
        return Case(scenario, content, structure_hash(scenario))

    def keep(self, **changes: object) -> None:
        """Remember where the chat stands."""
        self.chat = self.chat.model_copy(update=changes)
        self.work.save_chat(self.chat)

    def keep_learner(self, **changes: object) -> None:
        """Remember something about the learner."""
        self.learner = self.learner.model_copy(update=changes)
        self.work.save_learner(self.learner)
