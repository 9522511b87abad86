#!/usr/bin/env python3
"""What opens the other formats opens these: networkx and igraph the GraphML, networkx the GEXF, Python the tables, rdflib Turtle
and JSON-LD, followthemoney its entities, Ladybug the tables of graph databases, Graphviz the DOT with the same name in it.

Each must find as many nodes, edges and kinds as the JSON has, and one name with quotes and accents as it was printed.
The files stay in the folder that is given, for the readers in the browser's language, with what they must find.
"""

import csv
import html
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import igraph
import jsonschema
import ladybug
import networkx
import rdflib
from followthemoney import model

from program import PROJECT, done, end

PLANTED = 'Lò "Tám" Ỡ & <Đặng>'
EXTENSIONS = ["json", "graphml", "gexf", "cy.json", "graphology.json", "csv", "ttl", "jsonld", "ftm.jsonl", "graphdb", "mmd", "dot"]
# The class of each kind of node in RDF, and its schemas in FollowTheMoney.
CLASSES = {"foaf:Person": "person", "org:Organization": "body", "foaf:Group": "group", "schema:Event": "meeting",
           "dcterms:Location": "place", "org:Post": "post"}
SCHEMAS = {"Person": "person", "Event": "meeting", "Address": "place", "Position": "post"}
# Properties of FollowTheMoney that stand for edges.
PROPERTIES = {"organization": "of", "parent": "part_of", "organizer": "organized", "addressEntity": "held_at"}
# Three questions, each with the rows that the JSON gives.
WHO_CHAIRED = """SELECT ?who ?what WHERE { ?who a foaf:Person ; chidao:chaired ?what . ?what a schema:Event }"""
WHO_HOLDS = """SELECT ?who ?post ?body WHERE { ?m a org:Membership ; org:member ?who ; opengov:post ?post ; org:organization ?body }"""
WHERE_SAID = """SELECT ?who ?whom ?quote ?article WHERE {
  ?edge rdf:predicate chidao:directed ; rdf:subject ?who ; rdf:object ?whom ; prov:wasDerivedFrom ?q .
  ?q prov:value ?quote ; prov:wasQuotedFrom/dcterms:identifier ?article }"""


def facts(folder):
    """The facts of the examples, with one name planted."""
    plain = done("extract", "examples/articles", "examples/years").decode()
    rows = [json.loads(line) for line in plain.splitlines()]
    next(entity for row in rows for entity in row["entities"] if entity["kind"] == "person")["name"] = PLANTED
    path = folder / "facts.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def drawn(data):
    """What a picture shows, by kind: posts only where one acts, and no node that nothing connects."""
    actors = {at for e in data["edges"] if e["kind"] in ("chaired", "directed", "attended") for at in (e["source"], e["target"])}
    edges = [e for e in data["edges"] if e["kind"] != "of" and (e["kind"] != "holds" or e["target"] in actors)]
    ends = {at for e in edges for at in (e["source"], e["target"])}
    nodes = [node["kind"] for node in data["nodes"] if node["id"] in ends or node.get("posts")]
    return Counter(nodes), Counter(e["kind"] for e in edges)


def same(what, found, expected, faults):
    """Lists of the same rows, in any order."""
    if not expected or sorted(found) != sorted(expected):
        faults.append(f"{what}: {len(found)} rows, but the JSON has {len(expected)}, such as {expected[:1]}")


def strict(schema):
    """The schema, with no key allowed that it does not name."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return closed | {key: strict(part) for key, part in schema.items()}


def of_graphviz(dot, data, faults):
    """The picture has the nodes that it should, by kind, and the name."""
    svg = subprocess.run(["dot", "-Tsvg", dot], capture_output=True, text=True, check=True).stdout
    ids = re.findall(r'<g id="node\d+" class="node">\s*<title>([^<]*)</title>', svg)
    kinds = Counter(name.split("/")[0] for name in ids if not name.startswith("legend/"))
    if kinds != drawn(data)[0]:
        faults.append(f"Graphviz: nodes: {kinds}, but it should be {drawn(data)[0]}")
    if PLANTED not in html.unescape(svg):
        faults.append(f"Graphviz: no {PLANTED}")


def of_schema(name, rows, faults):
    """Every row is what the committed schema says, and nothing more."""
    schema = strict(json.loads((PROJECT / "docs" / "schema" / name).read_text("utf-8")))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    faults.extend(f"{name}: {fault.json_path}: {fault.message[:200]}" for row in rows for fault in validator.iter_errors(row))


def of_rdf(what, graph, spaces, data, check, faults):
    """Classes, statements, and three questions in SPARQL."""
    full = lambda name: spaces[name.split(":")[0]] + name.split(":")[1]
    kind_of = {full(name): kind for name, kind in CLASSES.items()}
    classes = [kind_of[str(o)] for o in graph.objects(None, rdflib.RDF.type) if str(o) in kind_of]
    statements = [str(o) for s in graph.subjects(rdflib.RDF.type, rdflib.RDF.Statement)
                  for o in graph.objects(s, rdflib.URIRef(full("chidao:kind")))]
    check(what, map(str, graph.objects(None, rdflib.RDFS.label)), classes, statements)
    ask = lambda query: [tuple(str(value).removeprefix("urn:chidao:") for value in row) for row in graph.query(query, initNs=spaces)]
    kinds = {node["id"]: node["kind"] for node in data["nodes"]}
    body = {e["source"]: e["target"] for e in data["edges"] if e["kind"] == "of"}
    acts = lambda kind: [e for e in data["edges"] if e["kind"] == kind]
    same(f"{what}: who chaired", ask(WHO_CHAIRED), sorted({(e["source"], e["target"]) for e in acts("chaired")
         if kinds[e["source"]] == "person" and kinds[e["target"]] == "meeting"}), faults)
    same(f"{what}: who holds which post where", ask(WHO_HOLDS),
         [(e["source"], e["target"], body[e["target"]]) for e in acts("holds") if e["target"] in body], faults)
    same(f"{what}: where it is said", ask(WHERE_SAID),
         [(e["source"], e["target"], v["quote"], v["doc"]) for e in acts("directed") for v in e["evidence"]], faults)


def of_followthemoney(text, data, check, faults):
    """Every entity is valid, and every reference leads to an entity of the right schema."""
    rows = [json.loads(line) for line in text.splitlines()]
    proxies = {}
    for row in rows:
        model.get(row["schema"]).validate(row)
        proxy = model.get_proxy(row, cleaned=False)
        kept = {name: sorted(proxy.get(name)) for name in row["properties"]}
        if kept != {name: sorted(values) for name, values in row["properties"].items()}:
            faults.append(f"followthemoney: {row['id']}: {row['properties']} became {kept}")
        proxies[proxy.id] = proxy
    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            cleaned = prop.type.clean(value, proxy=proxy)
            if cleaned is None:
                faults.append(f"followthemoney: {proxy.schema.name}: {prop.name}: {value!r} is not valid")
            if prop.range and not (value in proxies and proxies[value].schema.is_a(prop.range)):
                faults.append(f"followthemoney: {proxy.schema.name}: {prop.name}: {value} is no {prop.range.name}")
    if len(proxies) != len(rows):
        faults.append("followthemoney: an id stands twice")
    grouped = {node["label"] for node in data["nodes"] if node["kind"] == "group"}
    nodes, edges, labels = [], [], []
    for proxy in proxies.values():
        schema = proxy.schema.name
        if schema in ("Occupancy", "UnknownLink"):
            edges.append("holds" if schema == "Occupancy" else proxy.first("role"))
        elif schema != "Article":
            labels.append(proxy.first("name"))
            nodes.append(SCHEMAS.get(schema) or ("group" if proxy.first("name") in grouped else "body"))
            edges.extend(PROPERTIES[prop.name] for prop, _ in proxy.itervalues() if prop.name in PROPERTIES)
    check("followthemoney", labels, nodes, edges)


def of_ladybug(folder, database, data, check, faults):
    """The schema and the tables load, and two questions in Cypher are answered."""
    connection = ladybug.Connection(ladybug.Database(str(database)))
    home = os.getcwd()
    os.chdir(folder)
    for name in ("schema.cypher", "import.cypher"):
        connection.execute(Path(name).read_text("utf-8"))
    os.chdir(home)

    def ask(query, **values):
        result = connection.execute(query, values)
        rows = []
        while result.has_next():
            rows.append(tuple(result.get_next()))
        return rows

    nodes, edges = ask("MATCH (n) RETURN n.label, n.kind"), ask("MATCH ()-[e]->() RETURN e.kind, e.quote")
    check("Ladybug", [label for label, _ in nodes], [kind for _, kind in nodes], [kind for kind, _ in edges])
    same("Ladybug: quotes", [quote for _, quote in edges], [e["evidence"][0]["quote"] for e in data["edges"]], faults)
    directed = [e for e in data["edges"] if e["kind"] == "directed"]
    same("Ladybug: who directed whom", ask("MATCH (a)-[e:directed]->(b) RETURN a.id, b.id, e.directive"),
         [(e["source"], e["target"], e["directive"]) for e in directed], faults)
    plain = networkx.Graph((e["source"], e["target"]) for e in data["edges"])
    lengths = networkx.single_source_shortest_path_length(plain, directed[0]["source"], cutoff=8)
    far = max(lengths, key=lambda node: (lengths[node], node))
    paths = ask("MATCH p = (a {id: $one})-[* SHORTEST 1..10]-(b {id: $other}) RETURN length(p)", one=directed[0]["source"], other=far)
    same("Ladybug: shortest path", paths, [(lengths[far],)], faults)


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
    drawn_nodes, drawn_edges = drawn(data)
    want = {"nodes": nodes, "edges": edges, "merged": merged, "drawn_nodes": drawn_nodes, "drawn_edges": drawn_edges, "planted": PLANTED}
    (folder / "want.json").write_text(json.dumps(want, ensure_ascii=False), "utf-8")
    faults = []
    of_schema("graph.schema.json", [data], faults)
    of_schema("facts.schema.json", [json.loads(line) for line in source.read_text("utf-8").splitlines()], faults)

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
    spaces = json.loads((folder / "graph.jsonld").read_text("utf-8"))["@context"]
    for name, form in (("graph.ttl", "turtle"), ("graph.jsonld", "json-ld")):
        of_rdf(name, rdflib.Graph(bind_namespaces="none").parse(folder / name, format=form), spaces, data, check, faults)
    of_followthemoney((folder / "graph.ftm.jsonl").read_text("utf-8"), data, check, faults)
    of_graphviz(folder / "graph.dot", data, faults)
    of_ladybug(folder / "graph.graphdb", folder / "database", data, check, faults)
    end(faults, f"read alike: {nodes.total()} nodes, {edges.total()} edges, {merged.total()} in GEXF")


main()
