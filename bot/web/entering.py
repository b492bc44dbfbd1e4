"""Signing in: inside Telegram by launch data, in a browser by a link that works once."""

from starlette.responses import Response

from bot.web import sessions
from bot.web.launch import BadLaunch, user_of
from bot.web.visit import Page, Refused, Visit

HOME = "/cohorts"


def front(visit: Visit) -> Response:
    """The way in; to her cohorts when she is signed in."""
    return visit.go(HOME) if visit.learner else visit.page("front")


def app(visit: Visit) -> Response:
    """What a Mini App opens first; its script hands the launch data over."""
    visit.framed = True
    return visit.page("app", to=inside(visit.asked.given.get("to", "")))


def app_entered(visit: Visit) -> Response:
    """Sign in whoever opened the Mini App."""
    visit.framed = True
    try:
        user = user_of(visit.asked.form.get("launch", ""), visit.site.token, visit.now)
    except BadLaunch as bad:
        key = "web.error.launch-aged" if bad.aged else "web.error.launch-forged"
        raise Refused(403, key) from None
    learner = visit.work.learner_by_user(user)
    if learner is None:
        raise Refused(403, "web.error.stranger")
    visit.cookies.append(
        sessions.opened(visit.work, visit.site, learner.id, "app", visit.now),
    )
    return visit.go(inside(visit.asked.form.get("to", "")))


def link(visit: Visit) -> Response:
    """Ask before a link is spent: previews of messages fetch links too."""
    owner = visit.work.link_owner(visit.asked.given["token"])
    if owner is None:
        raise Refused(410, "web.error.link-gone")
    known = visit.work.learner(owner)
    visit.speaks = known.lang
    to = inside(visit.asked.given.get("to", ""))
    return visit.page("enter", name=known.first_name, to=to)


def link_entered(visit: Visit) -> Response:
    """Spend a link and sign its owner in."""
    owner = visit.work.use_link(visit.asked.given["token"])
    if owner is None:
        raise Refused(410, "web.error.link-gone")
    if visit.session:
        visit.work.end_session(visit.asked.token)
    visit.cookies.append(sessions.opened(visit.work, visit.site, owner, "link", visit.now))
    return visit.go(inside(visit.asked.form.get("to", "")))


def left(visit: Visit) -> Response:
    """Sign out."""
    framed = visit.session is not None and visit.session.way == "app"
    visit.work.end_session(visit.asked.token)
    visit.cookies.append(sessions.closed(visit.site, framed=framed))
    return visit.go("/")


def inside(path: str) -> str:
    """A path of these pages: the one asked for, else the first."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else HOME


PAGES = (
    Page("/", front, open=True),
    Page("/app", app, open=True),
    Page("/app", app_entered, "POST", open=True),
    Page("/enter/{token}", link, open=True),
    Page("/enter/{token}", link_entered, "POST", open=True),
    Page("/leave", left, "POST"),
)
