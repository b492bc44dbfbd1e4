"""Pacing, rotation and cutting: the pure parts of the path."""

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ordering import Rotation
from bot.pacing import ALL_MOST, ALL_SECONDS, CHAT_BURST, GROUP_MOST, GROUP_SECONDS, Pace
from bot.split import TEXT_MOST, parts, plain, plain_parts, units


def sent_times(pace: Pace, chats: list[int]) -> list[float]:
    now, times = 0.0, []
    for chat in chats:
        now = max(now, pace.free_at(chat, now, message=True))
        pace.take(chat, now, message=True)
        times.append(now)
    return times


def most_in(times: list[float], seconds: float) -> int:
    return max(sum(start <= t < start + seconds for t in times) for start in times)


def test_that_a_private_chat_gets_a_burst_and_then_one_a_second() -> None:
    times = sent_times(Pace(), [1] * 10)

    assert times[:CHAT_BURST] == [0.0] * CHAT_BURST
    assert times[CHAT_BURST:] == pytest.approx([float(n) for n in range(1, 8)])


def test_that_a_group_gets_twenty_in_any_minute() -> None:
    times = sent_times(Pace(), [-1] * 70)

    assert most_in(times, GROUP_SECONDS - 1e-6) == GROUP_MOST


def test_that_all_chats_together_keep_the_bots_own_pace() -> None:
    times = sent_times(Pace(), list(range(1, 200)))

    assert most_in(times, ALL_SECONDS - 1e-6) == ALL_MOST


def test_that_a_held_chat_waits_alone_and_two_hold_all() -> None:
    pace = Pace()
    pace.hold(1, 5.0, 0.0)
    assert pace.free_at(1, 0.0, message=False) == 5.0
    assert pace.free_at(2, 0.0, message=True) == 0.0

    pace.hold(2, 4.0, 0.0)

    assert pace.free_at(3, 0.0, message=True) == 4.0
    assert pace.free_at(1, 0.0, message=True) == 5.0


def test_that_a_second_429_long_after_the_first_holds_nobody_else() -> None:
    pace = Pace()
    pace.hold(1, 5.0, 0.0)
    pace.hold(2, 20.0, 10.0)

    assert pace.free_at(3, 10.0, message=True) == 10.0


async def test_that_keys_take_turns_and_ranks_rule_within_a_key() -> None:
    line: Rotation[str] = Rotation()
    for n in (2, 0, 1):
        line.put("a", (0, n), f"a{n}")
    line.put("b", (0, 9), "b9")

    order = []
    for _ in range(4):
        key, item = await line.take()
        order.append(item)
        line.done(key, item)

    assert order == ["a0", "b9", "a1", "a2"]


async def test_that_a_key_in_work_rests_and_an_item_is_queued_once() -> None:
    line: Rotation[str] = Rotation()
    line.put("a", (0, 1), "first")
    key, item = await line.take()
    line.put("a", (0, 2), "second")
    line.put("a", (0, 1), "first")

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(line.take(), 0.01)
    line.done(key, item)
    assert await line.take() == ("a", "second")
    assert len(line) == 1


async def test_that_nobody_who_waits_is_forgotten() -> None:
    line: Rotation[int] = Rotation()
    done: list[int] = []

    async def work() -> None:
        while True:
            key, item = await line.take()
            await asyncio.sleep(0)
            done.append(item)
            line.done(key, item)

    workers = [asyncio.create_task(work()) for _ in range(3)]
    await asyncio.sleep(0)
    for n in range(50):
        line.put(str(n % 7), (0, n), n)
        if n % 5 == 0:
            await asyncio.sleep(0)
    await asyncio.wait_for(line.idle(), 1)
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)

    assert sorted(done) == list(range(50))


TAG = re.compile(r"<(/?)(\w[\w-]*)[^>]*>")


def is_well_formed(html: str) -> bool:
    stack: list[str] = []
    for closing, name in TAG.findall(html):
        if not closing:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return not stack


words = st.text(st.sampled_from("ab &<>'é\U0001f600\n"), min_size=1, max_size=60)
leaf = words.map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
nested = st.recursive(
    leaf,
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "blockquote expandable", "tg-spoiler", 'a href="x"']),
        st.lists(inner, min_size=1, max_size=4),
    ).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0].split()[0]}>"),
    max_leaves=12,
)


@given(st.lists(nested, min_size=1, max_size=6).map("".join), st.integers(20, 90))
def test_that_parts_are_small_whole_and_lose_no_word(html: str, most: int) -> None:
    made = parts(html, most)

    assert all(units(plain(part)) <= most for part in made)
    assert all(is_well_formed(part) for part in made)
    whole = "".join(plain(html).split())
    assert "".join("".join(plain(part).split()) for part in made) == whole or len(made) == 1


def test_that_a_cut_comes_between_paragraphs_and_marks_go_on_after_it() -> None:
    html = f"<b>{'x' * 30}\n\n{'y' * 30}</b>"

    assert parts(html, 40) == (f"<b>{'x' * 30}</b>", f"<b>{'y' * 30}</b>")


def test_that_an_endless_word_is_cut_and_an_entity_is_not() -> None:
    assert [units(p) for p in plain_parts("x" * 9000)] == [4096, 4096, 808]
    assert parts("&amp;" * 5, 2) == ("&amp;&amp;", "&amp;&amp;", "&amp;")
    assert parts("\U0001f600" * 3, 4) == ("\U0001f600" * 2, "\U0001f600")


def test_that_a_fitting_text_is_left_as_it_is() -> None:
    html = "<b>a</b>" + "x" * (TEXT_MOST - 1)

    assert parts(html) == (html,)
