#!/usr/bin/env python3
"""Fit the confidence of events on annotated articles: rates of frames and factors on the odds, as the code has them.

usage: fit_confidence.py SCORER GOLD_DIR FACTS.jsonl [GOLD_DIR FACTS.jsonl ...]

Prints what `confidence` of every frame in `src/event/frame` and the constants of `src/event/confidence.rs` should be. An event
is right if it stands for one in the gold, required or optional; what the scorer leaves out of account is left out here.
A logistic model, by gradient descent, drawn towards a rate of 0.86 and factors of 1 as strongly as predicts articles left out of the fit best;
the result is the same every time. The articles should be such as no rule was made from: on those, everything looks right.
"""
import importlib.util, json, math, sys
from collections import defaultdict
from pathlib import Path


def load(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(scorer, gold_dir, facts):
    """(rule, agent kind, target kind, meetings of the article, right) of every event that counts."""
    records = {r["doc"]["id"]: r for r in map(json.loads, Path(facts).read_text("utf-8").splitlines())}
    rows, now = [], {}
    align = scorer.align

    def watched(gold, predicted, fits, tally, report, label, show, spare=lambda p: False):
        matched = align(gold, predicted, fits, tally, report, label, show, spare)
        if label in ("chaired", "attended", "directed"):
            right = {id(p) for _, p in matched}
            for p in predicted:
                event = now["events"].get((p["who"], p["target_id"], label))
                if event and (id(p) in right or not spare(p)):
                    rows.append((event["rule"], p["agent_kind"], p["target_kind"], now["meetings"], id(p) in right))
        return matched

    scorer.align = watched
    for path in sorted(Path(gold_dir).rglob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        record = records[gold["id"]]
        names = {e["id"]: e["name"] for e in record["entities"]}
        now["meetings"] = sum(e["kind"] == "meeting" for e in record["entities"])
        asserted = [e for e in record["events"] if e["status"] == "asserted"]
        now["events"] = {(names[e["agent"]], e["target"], e["type"]): e for e in reversed(asserted)}
        scorer.score_one(gold, scorer.read_facts(record), {m: scorer.Tally() for m in scorer.METRICS}, [])
    return rows


def terms(row):
    rule, agent, target, meetings, _ = row
    if rule.startswith("directed"):
        return [rule] + ["VAGUE"] * (target in ("group", "meeting"))
    return [rule] + ["SEVERAL"] * (meetings > 1) + ["CLASS"] * (agent == "group") + ["BODY"] * (agent in ("body", "post"))


def fit(rows, strength=4.0, rounds=2500, rate=0.01):
    names = sorted({t for row in rows for t in terms(row)})
    prior = {n: 1.8 if "." in n else 0.0 for n in names}
    weight = dict(prior)
    for _ in range(rounds):
        slope = defaultdict(float)
        for row in rows:
            ts = terms(row)
            p = 1 / (1 + math.exp(-sum(weight[t] for t in ts)))
            for t in ts:
                slope[t] += row[-1] - p
        for n in names:
            weight[n] += rate * (slope[n] - strength * (weight[n] - prior[n]))
    return weight


def main():
    scorer, *sets = sys.argv[1:]
    rows = [row for gold, facts in zip(sets[::2], sets[1::2]) for row in judged(load(scorer), gold, facts)]
    for name, weight in sorted(fit(rows).items()):
        print(f"{name:<20}", f"{1 / (1 + math.exp(-weight)):.2f}" if "." in name else f"{math.exp(weight):.2f}")
    print(f"{len(rows)} events, {sum(row[-1] for row in rows) / len(rows):.3f} of them right")


if __name__ == "__main__":
    main()
