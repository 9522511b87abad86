#!/usr/bin/env python3
"""What reads the graph reads this one: Graphviz draws the DOT, networkx loads the JSON, and all agree with the program's own counts."""

import json
import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import networkx

from program import EVAL, PROJECT, done, end, need

# How the summary names a kind of node.
NOUNS = {"people": "person", "bodies": "body"}
ACTS = {"chaired", "directed", "attended"}
# What is drawn: options of the command, and whether posts are nodes.
DRAWINGS = {"plain": ([], False), "posts": (["--posts"], True), "people": (["--who-directed-whom"], False)}
# One line for every node and edge that Graphviz reads.
GVPR = 'N { print("n\t", $.name) } E { print("e\t", $.tail.name, "\t", $.head.name) }'


def summary_counts(summary):
    """The first line: nodes by kind, and edges."""
    line = summary.splitlines()[0]
    counts = {NOUNS.get(noun, noun.rstrip("s")): int(n) for n, noun in re.findall(r"(\d+) (\w+)", line)}
    return counts, counts.pop("article"), counts.pop("edge")


def drawn(data, posts):
    """What the drawing should hold: posts only if asked for or if one acts, and no node that nothing connects."""
    actors = {end for e in data["edges"] if e["kind"] in ACTS for end in (e["source"], e["target"])}
    keep = lambda e: posts or e["kind"] != "of" and (e["kind"] != "holds" or e["target"] in actors)
    edges = [(e["source"], e["target"]) for e in data["edges"] if keep(e)]
    ends = {end for edge in edges for end in edge}
    nodes = {node["id"] for node in data["nodes"] if node["id"] in ends or node.get("posts")}
    return nodes, Counter(edges)


def graphviz(dot):
    """The nodes and edges that Graphviz reads, without the legend."""
    out = subprocess.run(["gvpr", GVPR, dot], capture_output=True, text=True, check=True).stdout
    rows = [line.split("\t") for line in out.splitlines()]
    rows = [row for row in rows if not row[1].startswith("legend/")]
    return {row[1] for row in rows if row[0] == "n"}, Counter((row[1], row[2]) for row in rows if row[0] == "e")


def titles(svg):
    """What a picture shows: the ids of nodes, and edges by their ends."""
    return Counter(re.findall(r"<title>([^<]*)</title>", svg))


def main():
    dev = EVAL / "dev"
    need(dev / "text", dev / "meta.tsv")
    faults = []
    shown = []

    def same(what, left, right):
        if left != right:
            faults.append(f"{what}: {str(left)[:300]} and {str(right)[:300]}")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for drawing, (options, posts) in DRAWINGS.items():
            dot, js, svg = (folder / f"{drawing}.{extension}" for extension in ("dot", "json", "svg"))
            summary = done("graph", dev / "text", "--meta", dev / "meta.tsv", *options, "-o", dot, "-o", js).decode()
            data = json.loads(js.read_text("utf-8"))
            graph = networkx.node_link_graph(data, edges="edges")
            kinds = Counter(kind for _, kind in graph.nodes(data="kind"))
            same(f"{drawing}: edges of networkx and of the JSON", graph.number_of_edges(), len(data["edges"]))
            same(f"{drawing}: nodes of networkx and of the JSON", graph.number_of_nodes(), len(data["nodes"]))
            if drawing == "people":
                told = re.search(r"who directed whom: (\d+) (?:people|person), (\d+) edge", summary)
                same("people: the summary and the JSON", told and tuple(map(int, told.groups())),
                     (graph.number_of_nodes(), graph.number_of_edges()))
                same("people: kinds of node", set(kinds) - {"person"}, set())
            else:
                counts, articles, edges = summary_counts(summary)
                same(f"{drawing}: kinds of node in the summary and in the JSON", +Counter(counts), kinds)
                same(f"{drawing}: articles", articles, data["graph"]["articles"])
                same(f"{drawing}: edges in the summary and in the JSON", edges, graph.number_of_edges())
            for edge in data["edges"]:
                if not edge["evidence"]:
                    faults.append(f"{drawing}: {edge['source']} -> {edge['target']}: an edge without evidence")
            nodes, edges = graphviz(dot)
            same(f"{drawing}: drawn nodes, those that should be", sorted(nodes ^ drawn(data, posts)[0]), [])
            same(f"{drawing}: drawn edges, those that should be", edges - drawn(data, posts)[1] + (drawn(data, posts)[1] - edges), Counter())
            result = subprocess.run(["dot", "-Tsvg", dot, "-o", svg], capture_output=True, text=True, timeout=600)
            same(f"{drawing}: dot -Tsvg", (result.returncode, result.stderr), (0, ""))
            if drawing == "people":
                bitmap = subprocess.run(["dot", "-Tpng", dot], capture_output=True, timeout=600)
                same("people: dot -Tpng", (bitmap.returncode, bitmap.stderr, bitmap.stdout[:8]), (0, b"", b"\x89PNG\r\n\x1a\n"))
            image = svg.read_text("utf-8") if svg.exists() else ""
            in_image = set(re.findall(r'<g id="node\d+" class="node">\s*<title>([^<]*)</title>', image))
            same(f"{drawing}: nodes in the picture", len([n for n in in_image if not n.startswith("legend/")]), len(nodes))
            shown.append(f"{drawing} {len(nodes)} nodes, {edges.total()} edges")
    sample = PROJECT / "output" / "who-directed-whom"
    fresh = subprocess.run(["dot", "-Tsvg", f"{sample}.dot"], capture_output=True, text=True, check=True).stdout
    same("the committed picture and its DOT", titles(Path(f"{sample}.svg").read_text("utf-8")), titles(fresh))
    end(faults, f"drawn and loaded: {'; '.join(shown)}")


main()
