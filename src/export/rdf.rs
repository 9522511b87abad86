//! What a graph says as RDF triples: people of FOAF, posts and memberships of the W3C Organization Ontology as Popolo uses it,
//! meetings of schema.org, quotes of PROV. Where nobody has a term, the vocabulary of the program (`chidao:`) does.
//!
//! Every edge is two things: a plain triple, which questions follow, and an `rdf:Statement` with its date and its quotes. The triple
//! of `organized` and `part_of` runs as its term does: from the meeting to the organizer, from the lower body to the upper.

use std::io;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::graph::{EdgeKind, Evidence, Graph, Link, Node, Report};
use crate::vocab::{EntityKind, Level, Relation, RoleStatus, Session, Strength};

/// What stays as it is in an IRI.
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b'@');

/// Every prefix and its namespace.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("chidao", "urn:chidao:term:"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("opengov", "http://www.w3.org/ns/opengov#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "http://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Where triples go.
pub(super) type Sink<'s> = &'s mut dyn FnMut(&Triple) -> io::Result<()>;

/// Every triple of a graph, those of one subject together.
pub(super) fn triples(graph: &Graph, sink: Sink) -> io::Result<()> {
    for (id, report) in graph.reports() {
        article(id, report, sink)?;
    }
    for node in graph.nodes() {
        of_node(graph, node, sink)?;
    }
    for link in graph.links() {
        of_link(graph, &link, sink)?;
    }
    Ok(())
}

/// A term of one of the vocabularies above: `org:Post`.
fn term(name: &str) -> NamedNode {
    let (prefix, local) = name.split_once(':').unwrap_or(("chidao", name));
    let space =
        PREFIXES.iter().find(|(known, _)| *known == prefix).map_or("urn:chidao:term:", |(_, iri)| iri);
    NamedNode::new_unchecked(format!("{space}{local}"))
}

fn named(kind: &str, id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("urn:chidao:{kind}{}", utf8_percent_encode(id, PLAIN)))
}

/// The IRI of a node: its id behind `urn:chidao:`.
fn iri(node: &Node) -> NamedNode {
    named("", &node.id)
}

fn article_iri(id: &str) -> NamedNode {
    named("article/", id)
}

/// One subject, to which statements are added.
struct Subject<'s> {
    subject: NamedOrBlankNode,
    sink: Sink<'s>,
}

impl Subject<'_> {
    fn add(&mut self, predicate: impl Into<NamedNode>, object: impl Into<Term>) -> io::Result<()> {
        (self.sink)(&Triple::new(self.subject.clone(), predicate, object))
    }

    fn is(&mut self, class: &str) -> io::Result<()> {
        self.add(rdf::TYPE, term(class))
    }

    fn says(&mut self, predicate: &str, words: Option<&str>) -> io::Result<()> {
        words.map_or(Ok(()), |words| self.add(term(predicate), Literal::new_simple_literal(words)))
    }

    /// Words of the articles.
    fn calls(&mut self, predicate: impl Into<NamedNode>, words: &str) -> io::Result<()> {
        self.add(predicate, Literal::new_language_tagged_literal_unchecked(words, "vi"))
    }

    fn day(&mut self, predicate: &str, day: Option<&str>) -> io::Result<()> {
        let typed = |day: &str| Literal::new_typed_literal(day, kind_of_day(day));
        day.map_or(Ok(()), |day| self.add(term(predicate), typed(day)))
    }
}

/// The type of a day, a month or a year.
fn kind_of_day(day: &str) -> NamedNodeRef<'static> {
    match day.len() {
        4 => xsd::G_YEAR,
        7 => xsd::G_YEAR_MONTH,
        _ => xsd::DATE,
    }
}

fn article(id: &str, report: &Report, sink: Sink) -> io::Result<()> {
    let mut article = Subject { subject: article_iri(id).into(), sink };
    article.is("schema:NewsArticle")?;
    article.says("dcterms:identifier", Some(id))?;
    article.day("dcterms:issued", report.day.as_deref())?;
    match &report.original {
        Some((original, _)) => article.add(term("prov:wasDerivedFrom"), article_iri(original)),
        None => Ok(()),
    }
}

fn class(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "foaf:Person",
        EntityKind::Body => "org:Organization",
        EntityKind::Group => "foaf:Group",
        EntityKind::Meeting => "schema:Event",
        EntityKind::Place => "dcterms:Location",
        EntityKind::Post => "org:Post",
    }
}

fn of_node(graph: &Graph, node: &Node, sink: Sink) -> io::Result<()> {
    let mut about = Subject { subject: iri(node).into(), sink };
    about.is(class(node.kind))?;
    about.calls(rdfs::LABEL, &node.label)?;
    for alias in &node.aliases {
        about.calls(term("skos:altLabel"), alias)?;
    }
    about.says("org:classification", node.kind_type.as_deref())?;
    about.says("chidao:level", node.level.map(Level::id))?;
    about.says("chidao:place", node.place.as_deref())?;
    about.day("schema:startDate", node.date.as_deref())?;
    about.says("chidao:session", node.session.map(Session::id))?;
    about.says("org:role", node.title.as_deref())?;
    about.add(term("chidao:articles"), Literal::from(node.articles as u64))?;
    for link in graph.from(&node.id) {
        if predicate(link.edge.kind).is_some() {
            about.add(term(straight(link.edge.kind)), iri(link.target))?;
        }
    }
    for link in graph.to(&node.id) {
        if predicate(link.edge.kind).is_none() {
            about.add(term(straight(link.edge.kind)), iri(link.source))?;
        }
    }
    Ok(())
}

/// The predicate from the source of an edge to its target; none where its term runs the other way.
fn predicate(kind: EdgeKind) -> Option<&'static str> {
    (kind != EdgeKind::Organized).then(|| straight(kind))
}

/// The predicate of the plain triple.
fn straight(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Did(Relation::Chaired) => "chidao:chaired",
        EdgeKind::Did(Relation::Directed) => "chidao:directed",
        EdgeKind::Did(Relation::Attended) => "chidao:attended",
        EdgeKind::Holds => "org:holds",
        EdgeKind::Of => "org:postIn",
        EdgeKind::PartOf => "org:subOrganizationOf",
        EdgeKind::Organized => "schema:organizer",
        EdgeKind::HeldAt => "schema:location",
    }
}

fn of_link(graph: &Graph, link: &Link, sink: Sink) -> io::Result<()> {
    let edge = link.edge;
    let id = format!("{} {} {}", link.source.id, link.target.id, edge.key);
    let name = named("edge/", &id);
    let turned = predicate(edge.kind).is_none();
    let (from, to) = if turned { (link.target, link.source) } else { (link.source, link.target) };
    let mut about = Subject { subject: name.clone().into(), sink };
    about.is("rdf:Statement")?;
    about.says("chidao:kind", Some(edge.kind.id()))?;
    about.add(rdf::SUBJECT, iri(from))?;
    about.add(rdf::PREDICATE, term(straight(edge.kind)))?;
    about.add(rdf::OBJECT, iri(to))?;
    if edge.kind == EdgeKind::Holds {
        about.is("org:Membership")?;
        about.add(term("org:member"), iri(link.source))?;
        about.add(term("opengov:post"), iri(link.target))?;
        about.calls(term("org:role"), &link.target.label)?;
        for body in graph.from(&link.target.id).iter().filter(|link| link.edge.kind == EdgeKind::Of) {
            about.add(term("org:organization"), iri(body.target))?;
        }
    }
    about.day("dcterms:date", edge.date.as_deref())?;
    about.day("chidao:first", edge.first.as_deref())?;
    about.day("chidao:last", edge.last.as_deref())?;
    for at in 0..edge.evidence.len() {
        about.add(term("prov:wasDerivedFrom"), quote_iri(&id, at))?;
    }
    for (at, evidence) in edge.evidence.iter().enumerate() {
        of_evidence(quote_iri(&id, at), evidence, about.sink)?;
    }
    Ok(())
}

fn quote_iri(edge: &str, at: usize) -> NamedNode {
    named("quote/", &format!("{edge} {at}"))
}

fn of_evidence(name: NamedNode, evidence: &Evidence, sink: Sink) -> io::Result<()> {
    let mut quote = Subject { subject: name.into(), sink };
    quote.is("prov:Entity")?;
    quote.calls(term("prov:value"), &evidence.quote.text)?;
    quote.add(term("prov:wasQuotedFrom"), article_iri(&evidence.doc))?;
    quote.add(term("chidao:start"), Literal::from(evidence.quote.start as u64))?;
    quote.add(term("chidao:end"), Literal::from(evidence.quote.end as u64))?;
    quote.says("chidao:rule", Some(&evidence.rule))?;
    if let Some(confidence) = evidence.confidence {
        quote.add(term("chidao:confidence"), Literal::from(confidence))?;
    }
    if let Some(directive) = &evidence.directive {
        quote.calls(term("chidao:directive"), directive)?;
    }
    quote.says("chidao:strength", evidence.strength.map(Strength::id))?;
    if let Some(order) = evidence.order {
        quote.add(term("chidao:order"), Literal::from(order))?;
    }
    if let Some(post) = &evidence.post {
        quote.add(term("chidao:post"), named("", post))?;
    }
    if let Some(absent) = &evidence.on_behalf_of {
        quote.add(term("chidao:onBehalfOf"), named("", absent))?;
    }
    quote.says("chidao:status", evidence.status.map(RoleStatus::id))?;
    quote.says("chidao:via", evidence.via.as_deref())
}
