#!/usr/bin/env python3
"""Same input, same bytes out: facts for 1 and 4 threads, the graph for any threads and any order of inputs, on real articles."""

import random
import tempfile
from pathlib import Path

from program import EVAL, done, end, need, texts

FORMATS = ["json", "dot"]


def graph(folder, name, *args):
    """The bytes of the graph in every format."""
    targets = [folder / f"{name}.{extension}" for extension in FORMATS]
    done("graph", *args, *(part for target in targets for part in ("-o", target)))
    return [target.read_bytes() for target in targets]


def main():
    folders = [EVAL / "seed" / "text", EVAL / "dev" / "text", EVAL / "unlabelled"]
    need(*folders)
    faults = []
    articles = [path for folder in folders for path in texts(folder)]
    one, four = (done("extract", *folders, "--jobs", jobs) for jobs in (1, 4))
    if one != four:
        faults.append("extract: other facts with 4 threads than with 1")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shuffled = random.Random(20).sample(articles, len(articles))
        wanted = graph(folder, "sorted", *articles, "--jobs", 1)
        if graph(folder, "shuffled", *shuffled, "--jobs", 4) != wanted:
            faults.append("graph: other bytes for shuffled articles and 4 threads")

        lines = one.splitlines(keepends=True)
        (folder / "sorted.jsonl").write_bytes(b"".join(lines))
        random.Random(21).shuffle(lines)
        half = len(lines) // 2
        (folder / "a.jsonl").write_bytes(b"".join(lines[half:]))
        (folder / "b.jsonl").write_bytes(b"".join(lines[:half]))
        wanted = graph(folder, "facts", folder / "sorted.jsonl")
        if graph(folder, "parts", folder / "a.jsonl", folder / "b.jsonl") != wanted:
            faults.append("graph: other bytes for shuffled facts in two files")
        if graph(folder, "folders", *folders) != wanted:
            faults.append("graph: other bytes for articles than for their facts")
    end(faults, f"{len(articles)} articles: the same bytes for 1 and 4 threads, and for any order")


main()
