"""Signing in by link and launch data, staying signed in, signing out; what every answer bears."""

import re
from datetime import timedelta

import pytest

from bot.web.launch import BadLaunch, user_of
from tests.web.conftest import NOW, TOKEN, Pages, launch


async def test_that_a_link_signs_in_once_and_only_when_its_button_is_pressed(pages: Pages) -> None:
    tina = await pages.enrol(1, "Tina")
    path = await pages.link(tina)
    for _ in range(2):
        assert "Tina" in await pages.browser().read(path)
    first, second = pages.browser(), pages.browser()
    assert (await first.post(path)).headers["location"] == "/cohorts"
    assert (await first.get("/cohorts")).status_code == 200
    again = await second.post(path)
    assert again.status_code == 410
    assert "used already" in again.text
    assert (await second.get(path)).status_code == 410
    assert (await second.get("/cohorts")).status_code == 401


async def test_that_a_link_works_for_ten_minutes(pages: Pages) -> None:
    tina = await pages.enrol(1, "Tina", "fr")
    path = await pages.link(tina)
    pages.pass_(minutes=10)
    assert (await pages.browser("fr").get(path)).status_code == 410
    late = await pages.browser("fr").post(path)
    assert late.status_code == 410
    assert "plus de dix minutes" in late.text
    assert "set-cookie" not in late.headers


async def test_that_a_link_leads_where_it_says_but_never_off_the_pages(pages: Pages) -> None:
    tina = await pages.enrol(1, "Tina")
    for n, (to, led) in enumerate(
        {
            "/queue": "/queue",
            "//evil.example": "/cohorts",
            "https://evil.example": "/cohorts",
            "/\\evil.example": "/cohorts",
            "/a\r\nset-cookie: x=y": "/cohorts",
        }.items()
    ):
        path = await pages.link(tina, f"token-{n}")
        assert (await pages.browser().post(path, {"to": to})).headers["location"] == led


async def test_that_the_cookie_is_closed_and_its_token_is_not_in_the_file(pages: Pages) -> None:
    tina = await pages.enrol(1, "Tina")
    answer = await pages.browser().post(await pages.link(tina, "the-link-token"))
    cookie = answer.headers["set-cookie"]
    name, token = re.findall(r"^([^=]+)=([^;]+)", cookie)[0]
    assert name == "__Host-pourparler"
    for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=43200"):
        assert part in cookie.split("; ")
    for table in ("web_links", "web_sessions"):
        kept = str(pages.store._conn.execute(f"SELECT * FROM {table}").fetchall()[0][0])
        assert kept not in (token, "the-link-token")


async def test_that_without_tls_the_cookie_still_works_on_this_machine(pages: Pages) -> None:
    here = Pages(pages.store, url="http://127.0.0.1:8091")
    tina = await here.enrol(1, "Tina")
    answer = await here.browser().post(await here.link(tina))
    assert answer.headers["set-cookie"].startswith("pourparler=")
    assert "Secure" not in answer.headers["set-cookie"]


async def test_that_a_session_ends_after_a_day_of_work_and_by_signing_out(pages: Pages) -> None:
    tina = await pages.enrol(1, "Tina")
    browser = await pages.signed_in(tina)
    pages.pass_(hours=11, minutes=59)
    assert (await browser.get("/cohorts")).status_code == 200
    pages.pass_(minutes=1)
    over = await browser.get("/cohorts")
    assert over.status_code == 401
    assert "/trainer" in over.text

    other = await pages.signed_in(tina)
    cookies = dict(other.client.cookies)
    await other.get("/cohorts")
    left = await other.post("/leave")
    assert "Max-Age=0" in left.headers["set-cookie"]
    for name, value in cookies.items():
        other.client.cookies.set(name, value)
    assert (await other.get("/cohorts")).status_code == 401


async def test_that_an_erased_trainer_is_signed_out(pages: Pages) -> None:
    tina = await pages.enrol(1, "Tina")
    browser = await pages.signed_in(tina)
    async with pages.store.work(pages.now) as work:
        work.erase(tina)
    assert (await browser.get("/cohorts")).status_code == 401


async def test_that_telegram_signs_in_whoever_opened_the_app(pages: Pages) -> None:
    await pages.enrol(7, "Tina")
    browser = pages.browser()
    opened = await browser.get("/app?to=/queue")
    assert "frame-ancestors https://web.telegram.org" in opened.headers["content-security-policy"]
    assert "x-frame-options" not in opened.headers
    assert 'value="/queue"' in opened.text
    entered = await browser.post("/app", {"launch": launch(7, NOW), "to": "/queue"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/queue")
    assert "SameSite=None; Partitioned" in entered.headers["set-cookie"]
    seen = await browser.get("/cohorts")
    assert seen.status_code == 200
    assert "https://web.telegram.org" in seen.headers["content-security-policy"]


async def test_that_somebody_who_never_wrote_to_the_bot_is_told_so(pages: Pages) -> None:
    answer = await pages.browser().post("/app", {"launch": launch(99, NOW)})
    assert answer.status_code == 403
    assert "does not know you yet" in answer.text


FORGED = {
    "other user": launch(7, NOW, user='{"id": 8}'),
    "other time": launch(7, NOW - timedelta(hours=2), auth_date=str(int(NOW.timestamp()))),
    "other bot": launch(7, NOW, token="1:other"),
    "no hash": launch(7, NOW).rpartition("&hash=")[0],
    "empty hash": launch(7, NOW, hash=""),
    "odd hash": launch(7, NOW, hash="é"),
    "field added": launch(7, NOW) + "&start_param=x",
    "field twice": launch(7, NOW) + "&query_id=AAH",
    "signature changed": launch(7, NOW, signature="b3RoZXI"),
    "nothing": "",
    "no fields": "x",
    "too long": launch(7, NOW) + "&a=" + "x" * 9_000,
}


@pytest.mark.parametrize("why", FORGED)
async def test_that_forged_launch_data_sign_nobody_in(pages: Pages, why: str) -> None:
    await pages.enrol(7, "Tina")
    await pages.enrol(8, "Ulla")
    answer = await pages.browser().post("/app", {"launch": FORGED[why]})
    assert answer.status_code == 403
    assert "did not vouch" in answer.text
    assert "set-cookie" not in answer.headers


def test_that_launch_data_age_and_cannot_come_from_the_future() -> None:
    data = launch(7, NOW)
    for good in (timedelta(0), timedelta(hours=1), timedelta(seconds=-60)):
        assert user_of(data, TOKEN, NOW + good) == 7
    for bad in (timedelta(hours=1, seconds=1), timedelta(seconds=-61)):
        with pytest.raises(BadLaunch) as caught:
            user_of(data, TOKEN, NOW + bad)
        assert caught.value.aged


async def test_that_a_form_without_proof_or_from_elsewhere_changes_nothing(pages: Pages) -> None:
    tina = await pages.enrol(1, "Tina")
    browser = await pages.signed_in(tina)
    other = await pages.signed_in(tina)
    await browser.get("/cohorts")
    await other.get("/cohorts")
    own, theirs = browser.proof, other.proof
    assert own != theirs
    for proof in ("", "x" * 64, theirs):
        browser.proof = proof
        assert (await browser.post("/leave")).status_code == 403
    browser.proof = own
    for origin in ("https://evil.example", "null", "http://pages.example.org"):
        assert (await browser.post("/leave", origin=origin)).status_code == 403
    assert (await browser.get("/cohorts")).status_code == 200
    assert (await browser.post("/leave")).status_code == 303


async def test_that_a_strange_host_is_refused(pages: Pages) -> None:
    assert (await pages.browser().get("/", host="evil.example")).status_code == 403


@pytest.mark.parametrize("path", ["/", "/app", "/cohorts", "/nowhere", "/static/pages.css"])
async def test_that_every_answer_bears_the_strict_headers(pages: Pages, path: str) -> None:
    answer = await pages.browser().get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    if not path.startswith("/static"):
        assert answer.headers["cache-control"] == "no-store"
    if path != "/app":
        assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "Rien à cette adresse"), ("en", "Nothing at this address")]
)
async def test_that_refusals_are_kind_in_both_languages(
    pages: Pages, lang: str, words: str
) -> None:
    answer = await pages.browser("fr" if lang == "fr" else "en").get("/nowhere")
    assert answer.status_code == 404
    assert words in answer.text
    assert f'<html lang="{lang}">' in answer.text


async def test_that_odd_forms_are_refused_without_a_fault(pages: Pages) -> None:
    browser = pages.browser()
    headers = {"origin": pages.url}
    for body, kind, status in (
        (b"{}", "application/json", 415),
        (b"a=%ff", "application/x-www-form-urlencoded", 400),
        (b"a=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a=1" for _ in range(200)), "application/x-www-form-urlencoded", 400),
    ):
        answer = await browser.client.post(
            "/app", content=body, headers={**headers, "content-type": kind}
        )
        assert answer.status_code == status, (body[:20], answer.status_code)
    assert (await browser.client.put("/app", headers=headers)).status_code == 405
