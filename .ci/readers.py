#!/usr/bin/env python3
"""What opens the other formats opens these: networkx and igraph the GraphML, networkx the GEXF, Python the tables.

Each must find as many nodes, edges and kinds as the JSON has, and one name with quotes and accents as it was printed.
The files stay in the folder that is given, for the readers in the browser's language, with what they must find.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path

import igraph
import networkx

from program import done, end

PLANTED = 'Lò "Tám" Ỡ & <Đặng>'
EXTENSIONS = ["json", "graphml", "gexf", "cy.json", "graphology.json", "csv"]


def facts(folder):
    """The facts of the examples, with one name planted."""
    plain = done("extract", "examples/articles", "examples/years").decode()
    rows = [json.loads(line) for line in plain.splitlines()]
    next(entity for row in rows for entity in row["entities"] if entity["kind"] == "person")["name"] = PLANTED
    path = folder / "facts.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    outputs = [option for extension in EXTENSIONS for option in ("-o", folder / f"graph.{extension}")]
    source = facts(folder)
    done("graph", source, *outputs)
    done("graph", source, "--flat", "-o", folder / "flat.gexf")
    data = json.loads((folder / "graph.json").read_text("utf-8"))
    nodes = Counter(node["kind"] for node in data["nodes"])
    edges = Counter(edge["kind"] for edge in data["edges"])
    merged = Counter(kind for _, _, kind in {(e["source"], e["target"], e["kind"]) for e in data["edges"]})
    want = {"nodes": nodes, "edges": edges, "merged": merged, "planted": PLANTED}
    (folder / "want.json").write_text(json.dumps(want, ensure_ascii=False), "utf-8")
    faults = []

    def check(what, labels, found_nodes, found_edges, expected=edges):
        for name, left, right in (("nodes", Counter(found_nodes), nodes), ("edges", Counter(found_edges), expected)):
            if left != right:
                faults.append(f"{what}: {name}: {left}, but the JSON has {right}")
        if PLANTED not in set(labels):
            faults.append(f"{what}: no {PLANTED}")

    def of_networkx(what, graph, expected):
        labels = [label for _, label in graph.nodes(data="label")]
        check(what, labels, [kind for _, kind in graph.nodes(data="kind")],
              [kind for _, _, kind in graph.edges(data="kind")], expected)

    of_networkx("networkx: GraphML", networkx.read_graphml(folder / "graph.graphml", force_multigraph=True), edges)
    for name in ("graph", "flat"):
        of_networkx(f"networkx: GEXF, {name}", networkx.read_gexf(folder / f"{name}.gexf", version="1.3"), merged)
    graph = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    check("igraph: GraphML", graph.vs["label"], graph.vs["kind"], graph.es["kind"])
    if not graph.is_directed():
        faults.append("igraph: GraphML: not directed")
    table = {name: list(csv.DictReader(open(folder / "graph.csv" / f"{name}.csv", encoding="utf-8", newline="")))
             for name in ("nodes", "edges")}
    check("csv", [row["Label"] for row in table["nodes"]], [row["kind"] for row in table["nodes"]],
          [row["kind"] for row in table["edges"]])
    ids = {row["Id"] for row in table["nodes"]}
    lost = [row for row in table["edges"] if not {row["Source"], row["Target"]} <= ids]
    faults.extend(f"csv: an end that is no node: {row['Source']} -> {row['Target']}" for row in lost)
    end(faults, f"read alike: {nodes.total()} nodes, {edges.total()} edges, {merged.total()} in GEXF")


main()
