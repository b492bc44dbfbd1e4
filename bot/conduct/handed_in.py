"""A talk handed in as a JSON file: judged like any other, and told at once."""

from pydantic import ValidationError

from bot.conduct import otherwise
from bot.conduct.debrief import point
from bot.conduct.desk import Desk
from bot.messages import File, Sent
from bot.render import screen
from rubrics.assessment import assess
from rubrics.imported import ImportedTalk, transcript
from rubrics.rubric import rubric

MOST_BYTES = 200_000
"""A longer file is no talk."""


def is_talk(sent: Sent) -> bool:
    """Whether a document could be a talk to judge, and is worth fetching."""
    return sent.name.lower().endswith(".json") and sent.size <= MOST_BYTES


def hand_in(desk: Desk, sent: Sent | None) -> None:
    """Judge the talk in a file and send the marks, with the whole report as a file."""
    if sent is None or not is_talk(sent):
        otherwise.explain(desk, "document")
        return
    if sent.content is None:
        desk.say(desk.t("hand-in.not-fetched"))
        return
    try:
        talk = ImportedTalk.model_validate_json(sent.content)
    except ValidationError as error:
        faults = [
            f"{'.'.join(str(step) for step in fault['loc']) or '–'}: {fault['msg']}"
            for fault in error.errors()[:5]
        ]
        desk.say(screen("hand-in-faults", desk.learner.lang, faults=faults))
        return
    judged = assess(transcript(talk))
    by, lang = rubric(talk.family), desk.learner.lang
    points = [point(result, by, n, lang) for n, result in enumerate(judged.results, 1)]
    html = screen(
        "handed-in",
        lang,
        talk=talk,
        total=judged.mark,
        points=points,
        receipt=judged.receipt,
    )
    desk.say(html)
    blob = desk.work.keep(judged.model_dump_json(indent=2).encode())
    name = f"{talk.id or 'talk'}.assessment.json"
    desk.send(File(blob=blob, name=name, html=desk.t("hand-in.report")))
