"""The test bench: what the bot called, faults, and the updates on their way."""

from types import TracebackType
from typing import Any, Self

import httpx

from bot.simulator.faults import Mode
from bot.simulator.shapes import Call, Json, RefusedError


class Bench:
    """What a test may ask of the simulator besides phones; an async context manager."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._http = httpx.AsyncClient(base_url=self.url, timeout=90, trust_env=False)

    async def __aenter__(self) -> Self:
        """Open the connection."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection."""
        await self._http.aclose()

    @property
    def base_url(self) -> str:
        """For `TELEGRAM_API_BASE_URL`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """For `TELEGRAM_API_BASE_FILE_URL`."""
        return f"{self.url}/file/bot"

    async def ask(self, method: str, path: str, **options: Any) -> Any:
        """One call of the control API; `options` as httpx takes them.

        Raises:
            RefusedError: when the simulator says no.
        """
        answer = await self._http.request(method, path, **options)
        if answer.status_code >= 400:
            try:
                reason = answer.json()["error"]
            except (ValueError, KeyError):
                reason = answer.text
            raise RefusedError(answer.status_code, reason)
        return answer.json()

    async def fetch(self, path: str) -> bytes:
        """The bytes at a path of the simulator."""
        answer = await self._http.get(path)
        if answer.status_code >= 400:
            raise RefusedError(answer.status_code, answer.text)
        return answer.content

    async def bot(self) -> Json:
        """The bot: id, name, commands by scope, webhook, pending updates."""
        found: Json = await self.ask("GET", "/sim/bot")
        return found

    async def calls(
        self,
        method: str | None = None,
        *,
        chat_id: int | None = None,
        since: int = 0,
        wait: float = 0,
    ) -> list[Call]:
        """What the bot called, oldest first; waits up to `wait` seconds for a first one."""
        asked = {"method": method, "chat_id": chat_id, "since": since, "wait": wait}
        params = {key: value for key, value in asked.items() if value is not None}
        return [Call(**call) for call in await self.ask("GET", "/sim/calls", params=params)]

    async def forget_calls(self) -> None:
        """Empty the log of calls."""
        await self.ask("DELETE", "/sim/calls")

    async def fault(
        self,
        method: str = "*",
        *,
        mode: Mode = "error",
        status: int = 500,
        description: str | None = None,
        retry_after: int | None = None,
        chat_id: int | None = None,
        times: int | None = None,
        seconds: float = 1.0,
    ) -> int:
        """Put a fault in force; gives its id. See docs/simulator.md for the modes."""
        body = {
            "method": method,
            "mode": mode,
            "status": status,
            "description": description,
            "retry_after": retry_after,
            "chat_id": chat_id,
            "times": times,
            "seconds": seconds,
        }
        return int((await self.ask("POST", "/sim/faults", json=body))["id"])

    async def clear_faults(self, fault_id: int | None = None) -> None:
        """Lift one fault, or all; calls that hang are dropped."""
        path = "/sim/faults" if fault_id is None else f"/sim/faults/{fault_id}"
        await self.ask("DELETE", path)

    async def duplicate_updates(self, last: int = 1) -> list[int]:
        """Deliver the last updates once more, confirmed or not; gives their ids."""
        body = {"last": last}
        answer = await self.ask("POST", "/sim/updates/duplicate", json=body)
        return [int(number) for number in answer["update_ids"]]

    async def reorder_updates(self, count: int = 2) -> None:
        """Hold the next `count` updates back and deliver them in reverse."""
        await self.ask("POST", "/sim/updates/reorder", json={"next": count})

    async def release_updates(self) -> None:
        """Deliver what is held back now."""
        await self.ask("POST", "/sim/updates/release")

    async def raw_update(self, kind: str, payload: Json) -> int | None:
        """Queue an update of any content; None when the bot does not want its kind."""
        body = {"kind": kind, "payload": payload}
        answer = await self.ask("POST", "/sim/updates", json=body)
        return None if answer["update_id"] is None else int(answer["update_id"])

    async def pending_updates(self) -> list[Json]:
        """The updates the bot has not confirmed."""
        return list((await self.ask("GET", "/sim/updates"))["pending"])

    async def reset(self) -> None:
        """Forget people, chats, calls and faults."""
        await self.ask("POST", "/sim/reset")
