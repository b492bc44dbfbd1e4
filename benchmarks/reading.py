"""Measure the reader on labelled messages: acts, register, terms, twins, damage, speed."""

import argparse
import json
import resource
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.reading_data import DAMAGE, LABELS, Message, damaged, load
from benchmarks.reading_scores import Row, interval, macro, micro, tallies
from benchmarks.reading_terms import negochat_terms, recognizers_terms
from dialogues.reading.model import Context, Reading
from dialogues.reading.reader import READER_VERSION, read, warm_up

REGISTERS = ("vous", "tu", "neutral")


def reading_of(message: Message) -> Reading:
    """The reading of a message after the other side's; a translation beside it is no talk."""
    other = "" if message.source.startswith("cocoamt") else message.context
    return read(message.text, Context(other=other, lang=message.lang))


def act_rows(messages: list[Message], readings: list[Reading]) -> tuple[list[Row], list[str]]:
    """Labels by people and by the reader, for the labels that both know."""
    labels = sorted({a for m in messages for a in m.acts or () if a in LABELS})
    rows = []
    for message, reading in zip(messages, readings, strict=True):
        if message.acts is None:
            continue
        acts = {found.act for found in reading.acts}
        said = frozenset(label for label in labels if LABELS[label] & acts)
        rows.append((message.dialogue, message.acts & frozenset(labels), said))
    return rows, labels


def table(title: str, rows: list[Row], labels: list[str], *, bootstrap: bool) -> dict[str, Any]:
    """Print one table of acts and return it."""
    found = tallies(rows, labels)
    print(f"\n{title}: {len(rows)} messages")
    print(f"{'act':<18}{'n':>6}{'P':>8}{'R':>8}{'F1':>8}{'always yes':>12}")
    for label in labels:
        t = found[label]
        print(
            f"{label:<18}{t.support:>6}{t.precision:>8.3f}{t.recall:>8.3f}{t.f1:>8.3f}{t.always:>12.3f}"
        )
    total = micro(found)
    ends = interval(rows, labels) if bootstrap else None
    shown = f" [{ends[0]:.3f}, {ends[1]:.3f}]" if ends else ""
    print(f"macro-F1 {macro(found):.3f}{shown} · micro-F1 {total.f1:.3f}")
    return {
        "n": len(rows),
        "macro_f1": macro(found),
        "interval": ends,
        "micro_f1": total.f1,
        "acts": {
            label: {"n": t.support, "p": t.precision, "r": t.recall, "f1": t.f1, "always": t.always}
            for label, t in found.items()
        },
    }


def acts_report(messages: list[Message], readings: list[Reading]) -> dict[str, Any]:
    """Acts, all together and per language."""
    rows, labels = act_rows(messages, readings)
    if not labels:
        return {}
    report = {"all": table("acts", rows, labels, bootstrap=True)}
    langs = sorted({m.lang for m in messages})
    if len(langs) > 1:
        for lang in langs:
            some = [(m, r) for m, r in zip(messages, readings, strict=True) if m.lang == lang]
            part, _ = act_rows([m for m, _ in some], [r for _, r in some])
            report[lang] = table(f"acts, {lang}", part, labels, bootstrap=False)
    return report


def register_report(messages: list[Message], readings: list[Reading]) -> dict[str, Any]:
    """Register: right answers per class, on rows labelled vous, tu or neutral."""
    known = [(m, r) for m, r in zip(messages, readings, strict=True) if m.label in REGISTERS]
    if not known:
        return {}
    right: dict[str, list[bool]] = defaultdict(list)
    for message, reading in known:
        right[str(message.label)].append(reading.register_ == message.label)
    accuracy = sum(map(sum, right.values())) / len(known)
    print(f"\nregister: accuracy {accuracy:.4f} of {len(known)}")
    for label, answers in sorted(right.items()):
        print(f"  {label:<8} {sum(answers)}/{len(answers)}")
    return {"accuracy": accuracy, "n": len(known)}


def twins_report(messages: list[Message], readings: list[Reading]) -> dict[str, Any]:
    """The same line in English and in French: are the same acts read?"""
    english = {m.text: r for m, r in zip(messages, readings, strict=True) if m.label == "source"}
    pairs = [
        (english[m.context], r)
        for m, r in zip(messages, readings, strict=True)
        if m.lang == "fr" and m.context in english
    ]
    if not pairs:
        return {}
    shared = total = same = same_kind = 0
    for one, other in pairs:
        a, b = {f.act for f in one.acts}, {f.act for f in other.acts}
        shared += 2 * len(a & b)
        total += len(a) + len(b)
        same += a == b
        same_kind += {x.value[:3] == "ask" for x in a} == {x.value[:3] == "ask" for x in b}
    dice = shared / total
    alike = same / len(pairs)
    print(f"\ntwins: {len(pairs)} pairs · same acts (F1) {dice:.3f} · equal sets {alike:.3f}")
    return {"n": len(pairs), "f1": dice, "equal": same / len(pairs)}


def speed_report(times: list[float]) -> dict[str, Any]:
    """Milliseconds of processor time a message, on one core after warm-up."""
    ordered = sorted(times)
    p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    print(f"\nspeed: p50 {p50:.2f} ms · p95 {p95:.2f} ms · {len(times)} messages")
    return {"p50_ms": p50, "p95_ms": p95}


def main() -> int:
    """Run the measurements asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="a JSONL file of labelled messages"
    )
    parser.add_argument("--damage", action="store_true", help="measure under damage too")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--errors", metavar="ACT", help="show messages on which the reader errs")
    options = parser.parse_args()
    bare = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    warm_up()
    started = time.perf_counter() - start
    messages = load(options.data)
    readings, times = [], []
    for message in messages:
        start = time.thread_time()
        readings.append(reading_of(message))
        times.append((time.thread_time() - start) * 1000)
    print(f"reader {READER_VERSION} · {options.data.name} · start-up {started:.2f} s")
    report: dict[str, Any] = {"reader": READER_VERSION, "data": options.data.name}
    report["acts"] = acts_report(messages, readings)
    report["register"] = register_report(messages, readings)
    report["twins"] = twins_report(messages, readings)
    report["terms"] = {
        **negochat_terms(messages, readings),
        **recognizers_terms(messages, readings),
    }
    report["speed"] = {"start_s": started, **speed_report(times)}
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - bare
    report["memory_mib"] = grown
    print(f"memory: {grown:.0f} MiB above start")
    if options.damage:
        report["damage"] = damage_report(messages)
    if options.errors:
        show_errors(messages, readings, options.errors)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")
    return 0


def damage_report(messages: list[Message]) -> dict[str, Any]:
    """Macro-F1 (or register accuracy) with each damage and with all of them."""
    report: dict[str, Any] = {}
    for name, kinds in {**{k: (k,) for k in DAMAGE}, "all": tuple(DAMAGE)}.items():
        hurt = list(damaged(messages, kinds))
        readings = [reading_of(m) for m in hurt]
        rows, labels = act_rows(hurt, readings)
        if labels:
            found = tallies(rows, labels)
            report[name] = {"macro_f1": macro(found), "micro_f1": micro(found).f1}
            print(f"damage {name:<12} macro-F1 {macro(found):.3f} · micro-F1 {micro(found).f1:.3f}")
        known = [(m, r) for m, r in zip(hurt, readings, strict=True) if m.label in REGISTERS]
        if known:
            right = sum(r.register_ == m.label for m, r in known) / len(known)
            report[name] = {"register": right}
            print(f"damage {name:<12} register accuracy {right:.4f}")
    return report


def show_errors(
    messages: list[Message], readings: list[Reading], label: str, many: int = 40
) -> None:
    """Messages where people and the reader differ on `label`."""
    rows, _ = act_rows(messages, readings)
    shown = 0
    labelled = [(m, r) for m, r in zip(messages, readings, strict=True) if m.acts is not None]
    for (message, reading), (_, gold, said) in zip(labelled, rows, strict=True):
        if (label in gold) != (label in said) and shown < many:
            shown += 1
            mark = "missed" if label in gold else "alarm "
            acts = ", ".join(f"{f.act.value} ({f.why})" for f in reading.acts)
            print(f"{mark} {sorted(gold)} | {message.text} | {acts}")


if __name__ == "__main__":
    sys.exit(main())
