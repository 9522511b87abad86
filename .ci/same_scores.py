#!/usr/bin/env python3
"""`chidao eval` gives the figures of the scorer: on the annotated sets, and on facts and gold that were damaged on purpose.

Damage is drawn with a fixed seed. It keeps the facts a valid record: ids exist, values are of the closed lists.
"""

import json
import random
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

from program import EVAL, SCORE, done, end, need, run

# Figures may differ by the order of additions, no more.
CLOSE = 1e-9
# Whose misses and false alarms are all listed as errors; the others leave out what a looser one has listed.
LISTED = ["people", "roles", "meetings", "chaired", "attended_people", "attended_bodies", "directed_meeting", "directed_target"]
FIGURES = ("precision", "recall", "f1", "gold")
STATUSES = ["current", "former", "appointed", "left", "acting"]
SHORT = {"Ủy ban nhân dân": "UBND", "thành phố ": "TP.", "Hội đồng nhân dân": "HĐND", "Trung ương": "TƯ", "Ban Thường vụ": "BTV",
         "Phó Chủ tịch": "PCT", "Chủ tịch": "CT", "Việt Nam": "VN", " và ": " & ", "đại biểu Quốc hội": "ĐBQH", "Giám đốc": "GĐ"}
TONES = {"òa": "oà", "óa": "oá", "ủy": "uỷ", "Ủy": "Uỷ", "úy": "uý", "hòa": "hoà", "Hòa": "Hoà"}


def names(record):
    """Every place that holds a name or a title."""
    yield from ((entity, "name") for entity in record["entities"])
    yield from ((mention, "text") for mention in record["mentions"])
    yield from ((role, key) for role in record["roles"] for key in ("title", "body_text") if role[key])
    yield from ((event, "directive") for event in record["events"] if event["directive"])


def respelled(change):
    def damage(records, chance):
        for record in records:
            for row, key in names(record):
                if chance.random() < 0.5:
                    row[key] = change(row[key])
    return damage


def replaced(table):
    def change(text):
        for old, new in table.items():
            text = text.replace(old, new)
        return text
    return respelled(change)


def cut_names(records, chance):
    for record in records:
        for row, key in names(record):
            words = row[key].split()
            if len(words) > 1 and chance.random() < 0.3:
                del words[chance.randrange(len(words))]
                row[key] = " ".join(words)


def drop_events(records, chance):
    for record in records:
        record["events"] = [event for event in record["events"] if chance.random() < 0.6]


def drop_roles(records, chance):
    for record in records:
        kept = [role for role in record["roles"] if chance.random() < 0.6]
        for event in record["events"]:
            event["role"] = None
        record["roles"] = kept


def swap(key, other):
    """Gives the rows of a kind the values of each other."""
    def damage(records, chance):
        for record in records:
            rows = record[key]
            if rows:
                values = [row[other] for row in rows]
                chance.shuffle(values)
                for row, value in zip(rows, values):
                    row[other] = value
    return damage


def choose(key, other, values):
    def damage(records, chance):
        for record in records:
            for row in record[key]:
                if chance.random() < 0.4:
                    row[other] = chance.choice(values)
    return damage


def shuffled(records, chance):
    for record in records:
        order = list(range(len(record["roles"])))
        for key in ("entities", "mentions", "events"):
            chance.shuffle(record[key])
        chance.shuffle(order)
        record["roles"] = [record["roles"][at] for at in order]
        for event in record["events"]:
            event["role"] = None


def repeated(records, chance):
    """Statements twice, at other places of their lists."""
    for record in records:
        for key in ("roles", "events"):
            again = [dict(row) for row in record[key] if chance.random() < 0.5]
            record[key] += chance.sample(again, len(again))


def one_meeting(records, chance):
    for record in records:
        meetings = [entity["id"] for entity in record["entities"] if entity["kind"] == "meeting"]
        for event in record["events"]:
            if event["target"] in meetings:
                event["target"] = meetings[0]


def any_party(records, chance):
    """Acts between anybody and anything."""
    for record in records:
        ids = [entity["id"] for entity in record["entities"]]
        for event in record["events"]:
            if chance.random() < 0.4:
                event[chance.choice(["agent", "target"])] = chance.choice(ids)


def other_kinds(records, chance):
    kinds = ["person", "body", "group", "meeting", "post"]
    for record in records:
        for entity in record["entities"]:
            if chance.random() < 0.3:
                entity["kind"] = chance.choice(kinds)


def dates(records, chance):
    for record in records:
        for entity in record["entities"]:
            if entity["kind"] == "meeting" and chance.random() < 0.5:
                entity["date"] = chance.choice([None, "", "2024-01-02", "2024-01-02T08:00"])


def articles(records, chance):
    """Some articles without facts, some with those of others."""
    ids = [record["doc"]["id"] for record in records]
    chance.shuffle(ids)
    for record, other in zip(records, ids):
        if chance.random() < 0.5:
            record["doc"]["id"] = other
    seen = set()
    records[:] = [r for r in records if not (r["doc"]["id"] in seen or seen.add(r["doc"]["id"]))]


def everything(records, chance):
    for damage in (cut_names, drop_events, any_party, other_kinds, repeated, dates, shuffled):
        damage(records, chance)


DAMAGE = {
    "nothing": lambda records, chance: None,
    "no facts": lambda records, chance: records.clear(),
    "events dropped": drop_events,
    "posts dropped": drop_roles,
    "names cut": cut_names,
    "names swapped": swap("entities", "name"),
    "agents swapped": swap("events", "agent"),
    "targets swapped": swap("events", "target"),
    "instructions swapped": swap("events", "directive"),
    "titles swapped": swap("roles", "title"),
    "holders swapped": swap("roles", "person"),
    "bodies left out": choose("roles", "body", [None]),
    "printed bodies left out": choose("roles", "body_text", [None, ""]),
    "other statuses of posts": choose("roles", "status", STATUSES),
    "other statuses of events": choose("events", "status", ["planned", "negated", "reported"]),
    "other types of events": choose("events", "type", ["chaired", "attended", "directed"]),
    "abbreviations": replaced(SHORT),
    "the old placement of tones": replaced(TONES),
    "capitals": respelled(str.upper),
    "decomposed letters": respelled(lambda text: unicodedata.normalize("NFD", text)),
    "punctuation": respelled(lambda text: text.replace(" ", " – ", 1) + "."),
    "one meeting": one_meeting,
    "any party": any_party,
    "other kinds": other_kinds,
    "dates": dates,
    "order": shuffled,
    "statements twice": repeated,
    "articles mixed": articles,
    "everything": everything,
}

# Damage that is compared with damaged gold too.
BOTH = {"nothing", "order", "everything"}


def damaged_gold(gold, chance):
    """The same with more optional rows, fewer full bodies and other names for people."""
    for key in ("roles", "meetings", "chaired", "attended", "directed"):
        for row in gold.get(key, []):
            row["optional"] = chance.random() < 0.3
    for row in gold["roles"]:
        if chance.random() < 0.3:
            row["body_full"] = chance.choice([None, ""])
        row["status"] = chance.choice(STATUSES) if chance.random() < 0.3 else row["status"]
    for row in gold["directed"]:
        row["content"] = None if chance.random() < 0.2 else row.get("content")
    for name in gold["people"][1:3]:
        gold.setdefault("aliases", {})[gold["people"][0]] = [name]
    gold["ignore"] = gold.get("ignore", []) + gold["people"][3:4]
    return gold


def listed(found, metric):
    """Misses and false alarms among the errors; a near match is one of each."""
    signs = [error["sign"] for error in found["errors"] if error["metric"] == metric]
    return sum(sign in "-~" for sign in signs), sum(sign in "+~" for sign in signs)


def counted(figures):
    """Misses and false alarms that the figures tell of; unknown where nothing is right."""
    right = round(figures["recall"] * figures["gold"])
    wrong = round(right / figures["precision"]) - right if right else None
    return figures["gold"] - right, wrong


def agree(errors, counts):
    return errors[0] == counts[0] and counts[1] in (None, errors[1])


def differences(what, gold, facts):
    """Where the two disagree, and how many figures were compared."""
    wanted = json.loads(subprocess.run([sys.executable, SCORE, gold, facts, "--json"], capture_output=True, check=True).stdout)
    result = run("eval", gold, facts, "--json", "--errors", "--reliability", "--resamples", 1)
    if result.returncode:
        return [f"{what}: exit {result.returncode}: {result.stderr.decode()[:300]}"], 0
    found = json.loads(result.stdout)
    if unlisted := [m for m in LISTED if not agree(listed(found, m), counted(found["metrics"][m]))]:
        return [f"{what}: not every error of {', '.join(unlisted)} is listed"], 0
    found = found["metrics"] | {"core": found["core"]}
    if list(found) != list(wanted):
        return [f"{what}: the metrics {list(found)}, not {list(wanted)}"], 0
    pairs = [(metric, figure, wanted[metric][figure], found[metric][figure])
             for metric in wanted for figure in FIGURES if figure in wanted[metric]]
    return [f"{what}: {metric} {figure}: {b}, not {a}" for metric, figure, a, b in pairs if abs(a - b) > CLOSE], len(pairs)


def main():
    dev, seed = EVAL / "dev", EVAL / "seed"
    need(dev / "gold", dev / "text", dev / "meta.tsv", seed / "gold", seed / "text")
    sets = {"dev": (dev, ["--meta", dev / "meta.tsv"]), "seed": (seed, [])}
    faults, compared, sheets = [], 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for set_name, (place, options) in sets.items():
            facts = done("extract", place / "text", *options).decode()
            chance = random.Random(7)
            other_gold = folder / set_name
            other_gold.mkdir()
            for at, path in enumerate(sorted((place / "gold").rglob("*.json"))):
                gold = damaged_gold(json.loads(path.read_text("utf-8")), chance)
                (other_gold / f"{at:03}.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
            for damage_name, damage in DAMAGE.items():
                records = [json.loads(line) for line in facts.splitlines()]
                damage(records, random.Random(damage_name))
                path = folder / "facts.jsonl"
                path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
                for gold in (place / "gold", other_gold)[:2 if damage_name in BOTH else 1]:
                    wrong, count = differences(f"{set_name}, {damage_name}, {gold.parent.name}/{gold.name}", gold, path)
                    faults += wrong
                    compared += count
                    sheets += 1
    end(faults, f"{compared} figures of {sheets} comparisons: those of the scorer")


main()
