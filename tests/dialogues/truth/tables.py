"""The tables of docs/trade-truth.md, drawn from the data."""

from dialogues.truth import content

_MARKS = {"S": "seller", "B": "buyer", "N": "–", "P": "seller, at her premises"}


def incoterm_table() -> str:
    """Who takes care of what, rule by rule."""
    names = [name for name in content.duties().duties if name != "transfer-of-risk"]
    rows = [f"| rule | sea only | risk on the way | cover owed | {' | '.join(names)} |"]
    rows.append("|---" * (len(names) + 4) + "|")
    for term, rule in content.incoterms().rules.items():
        sea = "yes" if rule.sea else "no"
        cover = "–" if rule.cover == "none" else f"Clauses ({rule.cover})"
        owners = [_MARKS[owner] for name in names for d, owner in rule.duties.items() if d == name]
        cells = [term, sea, _MARKS[rule.risk], cover, *owners]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def rule_table() -> str:
    """Every rule of statement, in English, with its source."""
    rows = ["| rule | what holds | source |", "|---|---|---|"]
    rows += [f"| `{r.id}` | {r.law.en} | {r.source.en} |" for r in content.rules()]
    return "\n".join(rows)
