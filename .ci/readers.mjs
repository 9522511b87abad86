// What draws in a browser opens these: graphology its JSON and the GEXF, Cytoscape.js its own JSON, Mermaid its flowchart.
// node readers.mjs MODULES FOLDER: where the packages are, and the files with want.json beside them.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2);
const load = createRequire(join(modules, "package.json"));
const { MultiDirectedGraph } = load("graphology");
const gexf = load("graphology-gexf");
const cytoscape = load("cytoscape");

const text = (name) => readFileSync(join(folder, name), "utf8");
const want = JSON.parse(text("want.json"));
const faults = [];

function counted(kinds) {
  const counts = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function same(what, found, expected) {
  const sorted = (counts) => JSON.stringify(Object.entries(counts).sort());
  if (sorted(found) !== sorted(expected)) faults.push(`${what}: ${sorted(found)}, but the JSON has ${sorted(expected)}`);
}

function check(what, labels, nodes, edges, expected) {
  same(`${what}: nodes`, counted(nodes), want.nodes);
  same(`${what}: edges`, counted(edges), expected);
  if (!labels.includes(want.planted)) faults.push(`${what}: no ${want.planted}`);
}

function checkGraphology(what, graph, expected) {
  const of = (attribute) => graph.mapNodes((_, attributes) => attributes[attribute]);
  check(what, of("label"), of("kind"), graph.mapEdges((_, attributes) => attributes.kind), expected);
}

checkGraphology("graphology: JSON", MultiDirectedGraph.from(JSON.parse(text("graph.graphology.json"))), want.edges);
for (const name of ["graph.gexf", "flat.gexf"]) {
  checkGraphology(`graphology: ${name}`, gexf.parse(MultiDirectedGraph, text(name)), want.merged);
}
const view = cytoscape({ headless: true, elements: JSON.parse(text("graph.cy.json")).elements });
const data = (elements, name) => elements.map((element) => element.data(name));
check("Cytoscape.js", data(view.nodes(), "label"), data(view.nodes(), "kind"), data(view.edges(), "kind"), want.edges);

// Mermaid wants a browser's window around it. What it draws is what the DOT draws: the names of the nodes are its own numbers.
const { JSDOM } = load("jsdom");
globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(join(modules, "node_modules/mermaid/dist/mermaid.core.mjs")));
mermaid.initialize({ maxEdges: 100000, maxTextSize: 10000000 });
const drawn = (await mermaid.mermaidAPI.getDiagramFromText(text("graph.mmd"))).db;
const vertices = [...drawn.getVertices().values()];
same("Mermaid: nodes", counted(vertices.map((vertex) => vertex.classes[0])), want.drawn_nodes);
same("Mermaid: edges", counted(drawn.getEdges().map((edge) => edge.text.split("<br/>")[0].replace(" ", "_"))), want.drawn_edges);
const decoded = (label) => label.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(code));
if (!vertices.some((vertex) => decoded(vertex.text).startsWith(want.planted))) faults.push(`Mermaid: no ${want.planted}`);

for (const fault of faults) console.log(fault);
console.log(faults.length ? `${faults.length} faults` : "graphology and Cytoscape.js read them alike");
process.exitCode = faults.length ? 1 : 0;
