"""Faults on demand: what a test asks the Bot API to do wrong."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.simulator.errors import REASONS, ApiError

Mode = Literal["error", "error_after", "hang", "drop_before", "drop_after", "delay"]


class Fault(BaseModel):
    """One rule.

    `times` None means until cleared. `error` refuses without carrying out; `error_after` carries
    the call out and then answers with the error; `hang` never answers; `drop_before` and
    `drop_after` close the connection before or after carrying it out; `delay` waits `seconds`
    and then carries it out as usual.
    """

    model_config = ConfigDict(extra="forbid")

    id: int = 0
    method: str = "*"
    mode: Mode = "error"
    status: int = 500
    description: str | None = None
    retry_after: int | None = None
    chat_id: int | None = None
    times: int | None = Field(default=None, ge=1)
    seconds: float = Field(default=1.0, ge=0)
    hits: int = 0

    def error(self) -> ApiError:
        """The refusal it gives."""
        text = self.description or REASONS.get(self.status, "Internal Server Error")
        if self.status == 429:
            seconds = self.retry_after if self.retry_after is not None else 1
            text = self.description or f"Too Many Requests: retry after {seconds}"
            return ApiError(429, text, {"retry_after": seconds})
        return ApiError(self.status, text)


class Faults:
    """The rules in force; the oldest that fits a call is applied.

    `lifted` grows whenever rules are lifted: calls that hang watch it.
    """

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self._next = 1
        self.lifted = 0

    def add(self, fault: Fault) -> Fault:
        """Put a rule in force; gives it with its id."""
        fault.id = self._next
        fault.hits = 0
        self._next += 1
        self.rules.append(fault)
        return fault

    def clear(self, fault_id: int | None = None) -> int:
        """Lift one rule, or all; says how many."""
        before = len(self.rules)
        self.lifted += 1
        self.rules = [r for r in self.rules if fault_id is not None and r.id != fault_id]
        return before - len(self.rules)

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The rule for this call, counted as used."""
        for rule in self.rules:
            if rule.method.lower() not in ("*", method.lower()):
                continue
            if rule.method == "*" and method.lower() == "getupdates":
                # A rule for everything means what the bot says, not how it listens.
                continue
            if rule.chat_id is not None and rule.chat_id != chat_id:
                continue
            rule.hits += 1
            if rule.times is not None and rule.hits >= rule.times:
                self.rules.remove(rule)
            return rule
        return None
