//! What is drawn of a graph, and how words are cut into lines: shared by the formats that are pictures.
//!
//! Posts stand below the names of people unless they are asked for as nodes. A node that nothing connects is left out, unless it is a
//! person in a post.

use std::collections::BTreeSet;

use super::Options;
use crate::graph::{EdgeKind, Graph, Link, Node};
use crate::vocab::Relation;

/// Instructions are printed on their edges as long as there are no more of them.
const MOST_PRINTED_INSTRUCTIONS: usize = 60;

/// What is drawn of a graph.
pub(super) struct Picture<'g> {
    pub(super) nodes: Vec<&'g Node>,
    pub(super) links: Vec<Link<'g>>,
}

impl<'g> Picture<'g> {
    /// The picture of a graph.
    pub(super) fn of(graph: &'g Graph, options: &Options) -> Picture<'g> {
        let is_act = |link: &Link| matches!(link.edge.kind, EdgeKind::Did(_));
        let acts = graph.links().filter(is_act).flat_map(|link| [link.source, link.target]);
        let actors: BTreeSet<_> = acts.map(|node| node.id.as_str()).collect();
        let is_drawn = |link: &Link| match link.edge.kind {
            EdgeKind::Of => options.posts,
            EdgeKind::Holds => options.posts || actors.contains(link.target.id.as_str()),
            _ => true,
        };
        let links: Vec<_> = graph.links().filter(is_drawn).collect();
        let ends: BTreeSet<_> =
            links.iter().flat_map(|l| [l.source.id.as_str(), l.target.id.as_str()]).collect();
        let stays = |node: &&Node| ends.contains(node.id.as_str()) || !node.posts.is_empty();
        Picture { nodes: graph.nodes().filter(stays).collect(), links }
    }

    /// Whether there is room for the words of instructions.
    pub(super) fn prints_instructions(&self) -> bool {
        let directed = EdgeKind::Did(Relation::Directed);
        self.links.iter().filter(|link| link.edge.kind == directed).count() <= MOST_PRINTED_INSTRUCTIONS
    }
}

/// The text in lines of about `width` characters; what does not fit into `lines` of them ends in an ellipsis.
pub(super) fn wrapped(text: &str, (width, lines): (usize, usize)) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, width)) {
        let full = out.len() == lines;
        let last = out.last_mut().map(|line| (line.chars().count(), line));
        match last {
            Some((length, line)) if length + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            Some((_, line)) if full => {
                line.push('\u{2026}');
                break;
            }
            _ => out.push(word),
        }
    }
    out
}

/// A word too long for a line, in pieces that fit.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    chars.chunks(width).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn wraps_at_words_and_says_when_it_cuts() {
        assert_eq!(wrapped("one two three", (7, 5)), ["one two", "three"]);
        assert_eq!(wrapped("one two three four", (7, 2)), ["one two", "three\u{2026}"]);
        assert_eq!(wrapped("abcdefghij", (4, 5)), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped(" \n ", (4, 5)), Vec::<String>::new());
    }
}
