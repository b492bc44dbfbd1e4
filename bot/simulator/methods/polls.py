"""Polls and quizzes."""

from bot.simulator.arguments import Arguments
from bot.simulator.compose import deliver, find_chat, rich_text
from bot.simulator.errors import bad_request
from bot.simulator.keyboards import check_markup
from bot.simulator.methods.registry import method
from bot.simulator.model import Json, PollState
from bot.simulator.world import World


def _option(item: object) -> str:
    text = item if isinstance(item, str) else item.get("text") if isinstance(item, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise bad_request("poll options must be non-empty")
    if len(text) > 100:
        raise bad_request("poll options length must not exceed 100")
    return text.strip()


@method("sendPoll")
def send_poll(world: World, arguments: Arguments) -> object:
    """Ask everybody in the chat."""
    chat = find_chat(world, arguments)
    question, question_entities = rich_text(
        world, arguments, "question", limit=300, prefix="question_"
    )
    if not question:
        raise bad_request("poll question must be non-empty")
    options = [_option(item) for item in arguments.items("options")]
    if not 1 <= len(options) <= 12:
        raise bad_request("poll must have from 1 to 12 options")
    kind = arguments.text("type") or "regular"
    number = str(5_300_000_000_000_000 + world.state.next_query)
    world.state.next_query += 1
    poll: Json = {
        "id": number,
        "question": question,
        "options": [
            {"text": text, "voter_count": 0, "persistent_id": f"{number}-{place}"}
            for place, text in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": arguments.flag("is_closed"),
        "is_anonymous": arguments.flag("is_anonymous", default=True),
        "type": kind,
        "allows_multiple_answers": arguments.flag("allows_multiple_answers"),
        "allows_revoting": arguments.flag("allows_revoting", default=kind == "regular"),
        "members_only": False,
    }
    if question_entities:
        poll["question_entities"] = question_entities
    if kind == "quiz":
        right = arguments.items("correct_option_ids")
        if not right:
            right = [arguments.whole("correct_option_id", -1)]
        if not all(isinstance(r, int) and 0 <= r < len(options) for r in right):
            raise bad_request("wrong correct option ID specified")
        poll["correct_option_ids"] = right
        text, entities = rich_text(
            world, arguments, "explanation", limit=200, prefix="explanation_"
        )
        if text:
            poll |= {"explanation": text, "explanation_entities": entities}
    if arguments.has("open_period"):
        poll["open_period"] = arguments.whole("open_period")
    body = deliver(world, chat, arguments, {"poll": poll})
    world.state.polls[number] = PollState(chat_id=chat.id, message_id=body["message_id"], body=poll)
    return body


@method("stopPoll")
def stop_poll(world: World, arguments: Arguments) -> object:
    """Close a poll."""
    chat = find_chat(world, arguments)
    message = world.message(chat, arguments.whole("message_id"), "message with poll not found")
    if "poll" not in message.body:
        raise bad_request("message with poll to stop not found")
    poll = world.state.polls[message.body["poll"]["id"]].body
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    poll["is_closed"] = True
    body = {**message.body, "poll": poll}
    body.pop("reply_markup", None)
    if keyboard := check_markup(arguments.parsed("reply_markup"), chat.type):
        body["reply_markup"] = keyboard
    message.body = body
    world.touch(chat, message)
    world.post("poll", poll)
    return poll
