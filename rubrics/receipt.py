"""Receipts: what an assessment was made from, in a short code that anyone can recompute."""

import hashlib
import json
from base64 import b32encode

from rubrics.transcript import Transcript

PREFIX = "pp1"
"""Form of the receipt; a change of what is hashed raises it."""


def receipt(talk: Transcript, rubric_hash: str, engine: str) -> str:
    """The receipt of an assessment: 'pp1-xxxxx-xxxxx-xxxxx-xxxxx'.

    Covers every word of both sides, the stored readings and effects, the scenario, the rubric and
    the engine's version (SHA-256 over canonical JSON).
    """
    body = {
        "engine": engine,
        "rubric": rubric_hash,
        "talk": talk.model_dump(mode="json", by_alias=True),
    }
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    code = b32encode(hashlib.sha256(canonical.encode()).digest()).decode().lower()[:20]
    return "-".join([PREFIX, *(code[i : i + 5] for i in range(0, 20, 5))])
