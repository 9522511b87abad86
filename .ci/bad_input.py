#!/usr/bin/env python3
"""Bad input is one clear line each on standard error; the rest is read; exit status 0 done, 1 no article read, 2 an input failed."""

import json
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

from program import CHIDAO, end, need, run

ARTICLE = "Hội nghị giao ban\n\nNgày 10/10/2020 06:43:10\n\nSáng 9/10, đồng chí Lê Văn Tám, Bí thư Huyện ủy chủ trì hội nghị.\n"
FAULTS = []


def expect(what, args, status, lines, cwd, ids=None, stdin=None, seconds=60):
    """Runs the program: its status, the parts that must stand in each line of standard error, the ids that it writes."""
    start = time.monotonic()
    try:
        result = run(*args, cwd=cwd, input=stdin, timeout=seconds)
    except subprocess.TimeoutExpired:
        FAULTS.append(f"{what}: not done after {seconds} s")
        return None, seconds
    took = time.monotonic() - start
    errors = result.stderr.decode().splitlines()
    if result.returncode != status:
        FAULTS.append(f"{what}: exit status {result.returncode}, not {status}: {errors[:3]}")
    if len(errors) != len(lines):
        FAULTS.append(f"{what}: {len(errors)} lines on standard error, not {len(lines)}: {errors[:4]}")
    for line, parts in zip(errors, lines):
        FAULTS.extend(f"{what}: {part!r} is not in {line[:200]!r}" for part in parts if part not in line)
    if ids is not None:
        found = [json.loads(row)["doc"]["id"] for row in result.stdout.decode().splitlines()]
        if found != ids:
            FAULTS.append(f"{what}: wrote {found}, not {ids}")
    return result, took


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def inputs(folder):
    write(folder, {
        "good.txt": ARTICLE,
        "empty.txt": b"",
        "bytes.txt": bytes(range(256)) * 4,
        "latin.txt": "Thành phố".encode("latin-1", "replace") + b"\xe0\xe3 x",
        "nothing/picture.jpg": b"\xff\xd8",
        "two/a/1.txt": ARTICLE, "two/b/1.txt": ARTICLE, "two/b/2.txt": ARTICLE,
    })
    one = ["1 article read"]
    expect("a missing path", ["extract", "no.txt", "good.txt"], 2, [["no.txt"], one], folder, ["good"])
    expect("an empty file", ["extract", "empty.txt", "good.txt"], 2, [["empty.txt", "empty"], one], folder, ["good"])
    expect("bytes that are no text", ["extract", "bytes.txt", "latin.txt", "good.txt"], 2,
           [["bytes.txt", "0x"], ["latin.txt", "0x"], ["1 article read, 2 inputs failed"]], folder, ["good"])
    expect("a folder with nothing readable", ["extract", "nothing"], 1,
           [["nothing"], ["0 articles read", "1 file skipped"]], folder, [])
    expect("skipped files beside an article", ["extract", "nothing", "good.txt"], 0, [["nothing"], ["1 article read", "1 file skipped"]], folder, ["good"])
    expect("two inputs with one id", ["extract", "two/a", "two/b"], 2,
           [["two/a/1.txt", "two/b/1.txt"], ["1 article read, 1 input failed"]], folder, ["2"])
    expect("no article for a graph", ["graph", "no.txt"], 2, [["no.txt"], ["0 articles read"]], folder)
    if (folder / "output").exists():
        FAULTS.append("a graph of nothing was written")


def encodings(folder):
    """CRLF, a byte order mark and UTF-16 change no fact; offsets count the text behind the mark, line ends as they are."""
    write(folder, {"lf.txt": ARTICLE, "crlf.txt": b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode(),
                   "wide.txt": b"\xff\xfe" + ARTICLE.encode("utf-16-le")})
    result, _ = expect("CRLF, BOM, UTF-16", ["extract", "lf.txt", "crlf.txt", "wide.txt"], 0, [], folder, ["lf", "crlf", "wide"])
    texts = {"lf": ARTICLE, "crlf": ARTICLE.replace("\n", "\r\n"), "wide": ARTICLE}
    seen = set()
    for line in result.stdout.decode().splitlines():
        record = json.loads(line)
        text = texts[record["doc"]["id"]]
        for event in record["events"]:
            if text[event["start"]:event["end"]] != event["quote"]:
                FAULTS.append(f"{record['doc']['id']}: a quote does not re-read")
        seen.add((record["doc"]["published"], str(record["entities"]), tuple(e["type"] for e in record["events"])))
    if len(seen) != 1 or "chaired" not in str(seen):
        FAULTS.append(f"CRLF, BOM, UTF-16: not the same facts: {seen}")


def sizes(folder):
    """A line of 50 MB, or as long as the help allows, is read in two minutes, whatever stands in it; more is refused at once."""
    limit = re.search(rb"larger than (\d+) MiB is refused", run("extract", "--help").stdout)
    if not limit:
        FAULTS.append("extract --help names no limit")
        return "not tried"
    limit = int(limit[1]) << 20
    words = "Đồng chí Lê Văn Tám, Bí thư Huyện ủy Krông Năng dự hội nghị và đề nghị phòng Nội vụ triển khai kế hoạch"
    lines = {"sentences": f"{words}. ", "one sentence": f"{words}, ", "one word": "a"}
    length = min(50_000_000, limit)
    took = {}
    for what, piece in lines.items():
        write(folder, {"long.txt": piece * (length // len(piece.encode()))})
        took[what] = expect(f"a line of {length} bytes, {what}", ["extract", "long.txt", "-o", "out.jsonl"], 0, [], folder, seconds=120)[1]
    for size in {max(50_000_000, limit + 1), limit + 1}:
        with open(folder / "huge.txt", "wb") as file:
            file.truncate(size)
        expect(f"a file of {size} bytes", ["extract", "huge.txt"], 2, [["huge.txt", f"{limit >> 20} MiB"], ["0 articles read"]], folder, [])
    return f"a line of {length} bytes: " + ", ".join(f"{what} {s:.0f} s" for what, s in took.items())


def gazetteers(folder):
    """A wrong row is named with its file, line, value and rule, and nothing is read with it."""
    write(folder, {"a.txt": ARTICLE})
    header = "verb\tact\tstrength\tflags\texample\n"
    rows = {
        "a word that is not in the list": ("verbs.tsv", header + "điều hành\tchaird\t\t\t\n", ["verbs.tsv:2", "chaird"]),
        "a column too few": ("verbs.tsv", header + "điều hành\tchair\n", ["verbs.tsv:2", "columns"]),
        "a wrong row behind comments": ("verbs.tsv", header + "\n# why\nđiều hành\tchaird\t\t\t\n", ["verbs.tsv:4", "chaird"]),
        "a name that is no gazetteer": ("words.tsv", header, ["words.tsv"]),
        "a level that does not exist": ("body_types.tsv", "name\taliases\ttype\tlevel\tflags\texample\nCục X\t\tx\tregion\t\t\n", ["body_types.tsv:2", "region"]),
        "bytes that are no text": ("verbs.tsv", b"\xff\xfe\x00", ["verbs.tsv"]),
    }
    for what, (name, content, parts) in rows.items():
        own = folder / what.replace(" ", "-")
        write(own, {name: content})
        expect(f"gazetteer, {what}", ["gazetteer", "check", own], 2, [parts], folder)
        expect(f"gazetteer, {what}", ["extract", "a.txt", "--gazetteers", own], 2, [parts], folder, [])


def closed_pipe(folder):
    write(folder, {f"many/{at:04}.txt": f"{at}\n\n{ARTICLE}" for at in range(400)})
    for args in (["extract", "many"], ["graph", "many", "-o", "-"]):
        reader, writer = os.pipe()
        child = subprocess.Popen([CHIDAO, *args], cwd=folder, stdout=writer, stderr=subprocess.PIPE)
        os.close(writer)
        os.read(reader, 10)
        os.close(reader)
        errors = [line for line in child.stderr.read().decode().splitlines() if "articles: " not in line and not line.startswith((" ", "busiest"))]
        if child.wait() or errors:
            FAULTS.append(f"a closed pipe, {args[0]}: exit status {child.returncode}, {errors[:2]}")


def main():
    need()
    for check in (inputs, encodings, gazetteers, closed_pipe):
        with tempfile.TemporaryDirectory() as name:
            check(Path(name))
    with tempfile.TemporaryDirectory() as name:
        took = sizes(Path(name))
    end(FAULTS, f"bad input is named and passed over; {took}")


main()
