//! Where the mentions, roles and events of a reading stand on its text.

use std::collections::BTreeMap;

use super::{Link, Span};
use crate::extractor::{Mention, Quote, Reading};
use crate::vocab::{LinkKind, MentionKind};

/// What is drawn of a reading. Each list has one item for each row of the reading.
pub(super) struct Drawing {
    pub(super) spans: Vec<Span>,
    /// The link from the person to the title, and the one from the title to the body; none where it cannot be drawn.
    pub(super) roles: Vec<Option<(Link, Option<Link>)>>,
    pub(super) events: Vec<Option<Link>>,
    /// From every later mention of an entity to its first.
    same: Vec<Link>,
}

impl Drawing {
    pub(super) fn of(reading: &Reading) -> Drawing {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        let mut same = Vec::new();
        for mention in &reading.mentions {
            let (Some(entity), to) = (&mention.entity, span(mention)) else { continue };
            let to = *first.entry(entity).or_insert(to);
            if to != span(mention) {
                same.push(Link { kind: LinkKind::SameAs, from: span(mention), to });
            }
        }
        let drawn = |kind, from: Option<Span>, to: Option<Span>| Some(Link { kind, from: from?, to: to? });
        let role = |role: &crate::extractor::Role| {
            let title = title(reading, &role.quote, &role.title_text);
            let holds = drawn(LinkKind::Holds, near(reading, &role.person, &role.quote), title)?;
            let body = role.body.as_deref().and_then(|body| near(reading, body, &role.quote));
            Some((holds, drawn(LinkKind::Of, title, body)))
        };
        let event = |event: &crate::extractor::Event| {
            let kind = LinkKind::from_id(event.relation.id())?;
            drawn(kind, near(reading, &event.agent, &event.quote), near(reading, &event.target, &event.quote))
        };
        Drawing {
            spans: reading.mentions.iter().map(span).collect(),
            roles: reading.roles.iter().map(role).collect(),
            events: reading.events.iter().map(event).collect(),
            same,
        }
    }

    /// Every link.
    pub(super) fn links(&self) -> impl Iterator<Item = Link> {
        let roles = self.roles.iter().flatten().flat_map(|&(holds, of)| [Some(holds), of]).flatten();
        self.same.iter().copied().chain(roles).chain(self.events.iter().flatten().copied())
    }
}

pub(super) fn span(mention: &Mention) -> Span {
    Span { start: mention.quote.start, end: mention.quote.end, kind: mention.kind }
}

fn is_inside(mention: &Mention, quote: &Quote) -> bool {
    quote.start <= mention.quote.start && mention.quote.end <= quote.end
}

/// The mention of an entity inside the quote, or the one nearest to it. Titles and dates name none.
fn near(reading: &Reading, entity: &str, quote: &Quote) -> Option<Span> {
    let mentions = reading
        .mentions
        .iter()
        .filter(|mention| mention.entity.as_deref() == Some(entity) && super::is_named(mention.kind));
    let distance = |mention: &&Mention| {
        (!is_inside(mention, quote), mention.quote.start.abs_diff(quote.start), span(mention))
    };
    mentions.min_by_key(distance).map(span)
}

/// The title of a role: inside its quote, if possible in the same words.
fn title(reading: &Reading, quote: &Quote, words: &str) -> Option<Span> {
    let titles = reading
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Title && is_inside(mention, quote));
    titles.min_by_key(|mention| (mention.quote.text != words, span(mention))).map(span)
}
