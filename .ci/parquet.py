#!/usr/bin/env python3
"""pyarrow reads the Parquet table: as many edges by kind as the JSON has, the columns typed, and one name as it was printed."""

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
    if Counter(row["kind"] for row in rows) != want["edges"]:
        faults.append(f"edges: {Counter(row['kind'] for row in rows)}, but the JSON has {want['edges']}")
    keys = lambda edges: sorted((e["source"], e["target"], e["kind"], e["date"] or "") for e in edges)
    if keys(rows) != keys(data["edges"]):
        faults.append("source, target, kind and date are not those of the JSON")
    types = {"source": pyarrow.string(), "articles": pyarrow.int64(), "confidence": pyarrow.float64(), "order": pyarrow.int64()}
    faults.extend(f"{name}: {table.schema.field(name).type}, not {kind}" for name, kind in types.items() if table.schema.field(name).type != kind)
    confidence = sorted(row["confidence"] for row in rows if row["confidence"] is not None)
    if confidence != sorted(e["confidence"] for e in data["edges"] if e.get("confidence") is not None):
        faults.append("confidence: not that of the JSON")
    if want["planted"] not in {row[end_] for row in rows for end_ in ("source_label", "target_label")}:
        faults.append(f"no {want['planted']}")
    end(faults, f"read alike: {len(rows)} edges, {table.num_columns} columns")


main()
