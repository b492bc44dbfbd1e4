"""Reading and answering calls of the control API."""

import json
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.world import World

LONGEST_WAIT = 60.0
Model = TypeVar("Model", bound=BaseModel)
Answer = Callable[[Request, World], Awaitable[object]]


def answering(handler: Answer) -> Callable[[Request], Awaitable[Response]]:
    """A Starlette endpoint that answers JSON, faults as `{"error": …}`."""

    @wraps(handler)
    async def endpoint(request: Request) -> Response:
        try:
            answer = await handler(request, request.app.state.world)
        except ApiError as error:
            return JSONResponse({"error": error.description}, error.code)
        except ValidationError as error:
            faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            return JSONResponse({"error": "; ".join(faults)}, 422)
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    return endpoint


async def read(request: Request, model: type[Model]) -> Model:
    """The JSON body as `model`; an empty body is an empty object.

    Raises:
        ApiError: 400 when it is not JSON.
        ValidationError: when it is not of that shape.
    """
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise bad_request("the body is not JSON") from None
    return model.model_validate(body)


def number(request: Request, name: str, default: int = 0) -> int:
    """A whole number from path or query."""
    text = str(request.path_params.get(name, request.query_params.get(name, default)))
    try:
        return int(text)
    except ValueError:
        raise bad_request(f"{name} is not a number") from None


def seconds(request: Request) -> float:
    """How long the caller wants to wait, from `wait`, at most a minute."""
    try:
        return min(float(request.query_params.get("wait", "0")), LONGEST_WAIT)
    except ValueError:
        raise bad_request("wait is not a number") from None
