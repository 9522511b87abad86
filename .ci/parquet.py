#!/usr/bin/env python3
"""pyarrow reads the Parquet table: the edges and the quotes of the JSON, the columns typed, and one name as it was printed."""

import json
import sys
from collections import Counter
from pathlib import Path

import pyarrow
import pyarrow.parquet

from program import end


def main():
    folder = Path(sys.argv[1])
    data = json.loads((folder / "graph.json").read_text("utf-8"))
    want = json.loads((folder / "want.json").read_text("utf-8"))
    table = pyarrow.parquet.read_table(folder / "graph.parquet")
    rows = table.to_pylist()
    faults = []
    edges = {(row["source"], row["target"], row["key"]): row["kind"] for row in rows}
    if Counter(edges.values()) != want["edges"]:
        faults.append(f"edges: {Counter(edges.values())}, but the JSON has {want['edges']}")
    names = ["doc", "start", "end", "quote", "rule", "confidence", "directive", "strength", "order", "post", "on_behalf_of", "status"]
    told = sorted(repr([e["source"], e["target"], e["key"], e["date"], *map(v.get, names)]) for e in data["edges"] for v in e["evidence"])
    if told != sorted(repr([row["source"], row["target"], row["key"], row["date"], *map(row.get, names)]) for row in rows):
        faults.append("quotes: not those of the JSON")
    types = {"source": pyarrow.string(), "start": pyarrow.int64(), "confidence": pyarrow.float64(), "order": pyarrow.int64()}
    faults.extend(f"{name}: {table.schema.field(name).type}, not {kind}" for name, kind in types.items() if table.schema.field(name).type != kind)
    if want["planted"] not in {row[end_] for row in rows for end_ in ("source_label", "target_label")}:
        faults.append(f"no {want['planted']}")
    end(faults, f"read alike: {len(edges)} edges, {len(rows)} quotes, {table.num_columns} columns")


main()
