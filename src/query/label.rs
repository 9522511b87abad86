//! A graph whose titles and types are called by their names in a language instead of by their ids; names stay as printed.

use std::collections::BTreeMap;

use crate::graph::{Graph, Node};
use crate::lexicon::Lexicon;
use crate::vocab::{EntityKind, Language};

/// The same graph: types of bodies and meetings by name, and in English titles too, with the body behind a comma.
pub fn labelled(graph: &Graph, lexicon: &Lexicon, language: Language) -> Graph {
    let posts: BTreeMap<&str, String> = graph
        .nodes()
        .filter(|node| node.kind == EntityKind::Post)
        .filter_map(|node| Some((node.label.as_str(), post(node, lexicon, language)?)))
        .collect();
    let named = |node: &Node| {
        let mut node = node.clone();
        let kind = node.kind.id();
        let name = node.kind_type.as_deref().and_then(|id| lexicon.label(kind, id, language));
        node.kind_type = name.map(str::to_owned).or(node.kind_type);
        if let Some(label) = posts.get(node.label.as_str()).filter(|_| node.kind == EntityKind::Post) {
            node.label = label.clone();
        }
        node.title = node.title.map(|words| title(&words, lexicon, language).unwrap_or(words));
        for held in &mut node.posts {
            if let Some(label) = posts.get(held.as_str()) {
                held.clone_from(label);
            }
        }
        node
    };
    super::with_nodes(graph, graph.nodes().map(named).collect())
}

/// The label of a post; none where it stays.
fn post(node: &Node, lexicon: &Lexicon, language: Language) -> Option<String> {
    let words = node.title.as_deref().filter(|_| language == Language::English)?;
    let body = node.label.strip_prefix(words)?.trim();
    let title = title(words, lexicon, language)?;
    Some(if body.is_empty() { title } else { format!("{title}, {body}") })
}

/// A title by its row, or by the rows of a rank before it and of a standing behind it.
fn title(words: &str, lexicon: &Lexicon, language: Language) -> Option<String> {
    if let Some(name) = lexicon.label("title", words, language) {
        return Some(name.to_owned());
    }
    let parts = || words.match_indices(' ').map(|(at, blank)| (&words[..at], &words[at + blank.len()..]));
    let named = |kind, word, rest| lexicon.label(kind, word, language).zip(title(rest, lexicon, language));
    let standing = parts().find_map(|(title, word)| named("standing", word, title));
    let (word, rest) = standing.or_else(|| parts().find_map(|(word, title)| named("rank", word, title)))?;
    Some(format!("{word} {rest}"))
}
