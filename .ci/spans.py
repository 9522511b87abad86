#!/usr/bin/env python3
"""Everything that the program read re-reads exactly, in every article and in every way to write it.

All articles of ../shared/eval are read as they are, decomposed (NFD), and with the tone marks placed the other way
(hòa, hoà). Offsets must give the quotes, ids must exist, and the people must be the same in all three. What the articles
under check/ say is never printed.
"""

import importlib.util
import re
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

from program import EVAL, SCORE, done, end, need, records, texts

FOLDERS = ["seed/text", "dev/text", "check/text", "unlabelled", "raw"]
BASES = ["oa", "oe", "uy"]
MARKS = "\u0300\u0301\u0303\u0309\u0323"


def decoded(raw):
    """The text of a file as the program decodes it."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if raw.startswith(mark):
            return raw[len(mark):].decode(encoding)
    return raw.decode("utf-8")


def tone_pairs():
    nfc = lambda text: unicodedata.normalize("NFC", text)
    pairs = {}
    for base in BASES:
        for mark in MARKS:
            old, new = nfc(base[0] + mark + base[1]), nfc(base[0] + base[1] + mark)
            for case in (str, str.upper, str.capitalize):
                pairs[case(old)], pairs[case(new)] = case(new), case(old)
    return pairs


PAIRS = tone_pairs()
# Only where the vowels end the syllable; behind q, u is no vowel.
OPEN = re.compile(r"(?<![qQ])(" + "|".join(sorted(PAIRS)) + r")(?!\w)")


def other_tones(text):
    return OPEN.sub(lambda match: PAIRS[match[0]], unicodedata.normalize("NFC", text))


VARIANTS = {
    "as it is": None,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "other tone placement": other_tones,
}


def faults_of(record, text):
    """What does not re-read, each with the quote."""
    ids = [entity["id"] for entity in record["entities"]]
    if len(ids) != len(set(ids)):
        yield "an entity id stands twice", ""
    if record["doc"]["chars"] != len(text):
        yield f"doc.chars is {record['doc']['chars']}, not {len(text)}", ""
    for entity in record["entities"]:
        if entity.get("organizer") is not None and entity["organizer"] not in ids:
            yield f"organizer {entity['organizer']} is no entity", ""
    for kind, key, refs in (("mentions", "text", ["entity"]), ("roles", "quote", ["person", "body"]),
                            ("events", "quote", ["agent", "target", "on_behalf_of"]), ("notes", "text", [])):
        for row in record[kind]:
            if text[row["start"]:row["end"]] != row[key] or not 0 <= row["start"] <= row["end"] <= len(text):
                yield f"{kind}: {row['start']}..{row['end']} does not give the quote", row[key]
            for ref in refs:
                if row.get(ref) is not None and row[ref] not in ids:
                    yield f"{kind}: {ref} {row[ref]} is no entity", ""
            if kind == "roles" and text.find(row["title_text"]) < 0:
                yield "roles: title_text is not in the text", row["title_text"]
            if kind == "events":
                if row.get("directive") and row["directive"] not in text:
                    yield "events: directive is not in the text", row["directive"]
                if row.get("role") is not None and not 0 <= row["role"] < len(record["roles"]):
                    yield f"events: there is no role {row['role']}", ""


def main():
    need(SCORE, *(EVAL / folder for folder in FOLDERS))
    spec = importlib.util.spec_from_file_location("score", SCORE)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)

    originals = {}
    for folder in FOLDERS:
        for path in texts(EVAL / folder):
            way = path.relative_to(EVAL).with_suffix("").as_posix()
            originals[way] = path.read_bytes()

    faults, people, facts, quotes = [], {}, {}, 0
    for variant, change in VARIANTS.items():
        with tempfile.TemporaryDirectory() as name:
            written = {}
            for way, raw in originals.items():
                path = Path(name) / f"{way}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(raw if change is None else change(decoded(raw)).encode())
                written[way] = decoded(path.read_bytes())
            if change and all(text == decoded(originals[way]) for way, text in written.items()):
                faults.append(f"{variant}: not one article is written otherwise than as it is")
            found = records(done("extract", name))
        faults += [f"{way}, {variant}: no record" for way in written if way not in found]
        for way, record in found.items():
            quotes += sum(len(record[kind]) for kind in ("mentions", "roles", "events", "notes"))
            for what, quote in faults_of(record, written[way]):
                shown = "" if way.startswith("check/") or not quote else f": {quote[:80]!r}"
                faults.append(f"{way}, {variant}: {what}{shown}")
            name_of = {e["id"]: score.norm(e["name"]) for e in record["entities"]}
            people[variant, way] = Counter(name_of[e["id"]] for e in record["entities"] if e["kind"] == "person")
            facts[variant, way] = Counter(
                [("role", name_of[r["person"]], score.norm(r["title"]), name_of.get(r["body"]), r["status"]) for r in record["roles"]]
                + [(e["type"], name_of[e["agent"]], name_of[e["target"]], e["status"], score.norm(e.get("directive") or ""))
                   for e in record["events"]])
    for variant in list(VARIANTS)[1:]:
        for table, what in ((people, "people"), (facts, "roles or events")):
            differ = [way for way in originals if table.get((variant, way)) != table.get(("as it is", way))]
            faults += [f"{way}, {variant}: other {what} than as it is" for way in differ]
    end(faults, f"{len(originals)} articles, each in {len(VARIANTS)} forms: {quotes} quotes re-read, people, roles and events the same")


main()
