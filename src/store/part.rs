//! A question -> the part of the graph that answers it: what `query` says of that part, it says of the whole.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, params, params_from_iter};

use super::load::{Loader, Sought, within};
use super::said::{acts, against, along, relation};
use super::way;
use super::{Error, Store};
use crate::graph::{EdgeKind, Graph};
use crate::lexicon::Day;
use crate::vocab::{EntityKind, Relation};

/// The first day and the last; none where there is none.
pub type Days = (Option<Day>, Option<Day>);

/// A person in a post, as far as the first and last days tell.
pub(super) struct Stay {
    pub(super) person: i64,
    /// Statements that say anything but that it is held.
    pub(super) others: i64,
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
}

/// Of those in a post that has one holder at a time, all on whom the spells of these people depend, as [`crate::query::spells`] tells of who
/// followed whom: of those before, the one who was seen last; of those after, all up to the first who was seen later than they. Of whom more
/// is said than that they hold it, there may be several spells, and then all count.
fn around(stays: &[Stay], people: &BTreeSet<i64>) -> BTreeSet<i64> {
    let mut found: BTreeSet<i64> =
        stays.iter().filter(|stay| stay.others > 0).map(|stay| stay.person).collect();
    if !found.is_disjoint(people) {
        return stays.iter().map(|stay| stay.person).collect();
    }
    let row: Vec<&Stay> = stays.iter().filter(|stay| stay.others == 0 && stay.first.is_some()).collect();
    let mut latest: Option<&Stay> = None;
    for (at, stay) in row.iter().enumerate() {
        if people.contains(&stay.person) {
            found.extend(latest.map(|before| before.person));
            let after = &row[at + 1..];
            let later = after.iter().position(|next| next.last >= stay.last).map_or(after.len(), |at| at + 1);
            found.extend(after[..later].iter().map(|next| next.person));
        }
        if latest.is_none_or(|before| before.last <= stay.last) {
            latest = Some(stay);
        }
    }
    found
}

impl Store {
    /// Where a person was, for [`crate::query::spells`]: the posts of the one whom this name means, and for posts whose title `heads` accepts what
    /// is said of those before and after. Whom else the name may mean is there without posts.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn career(&self, name: &str, heads: &dyn Fn(&str) -> bool) -> Result<Graph, Error> {
        let (mut loader, people) = self.asked(&[EntityKind::Person], &[name])?;
        if let [Some(person)] = people[..] {
            loader.from(person, EdgeKind::Holds)?;
            let posts: BTreeSet<i64> = loader.said.values().map(|said| said.target).collect();
            for post in posts {
                self.ends_of_spells(&mut loader, post, &BTreeSet::from([person]), heads)?;
            }
        }
        loader.graph()
    }

    /// Who held the posts that this name means, for [`crate::query::spells`]. Of those of whom nothing is said but that they hold it, the words are
    /// there of the first day alone; of later days, that they were seen.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn holders(&self, name: &str) -> Result<Graph, Error> {
        let mut loader = self.settled()?;
        for post in self.meant(&mut loader, &[EntityKind::Post], name)? {
            loader.once_from(post, EdgeKind::Of)?;
            for stay in self.stays(post)? {
                if stay.others > 0 {
                    loader.between(stay.person, EdgeKind::Holds, post)?;
                    continue;
                }
                let holds = relation(EdgeKind::Holds);
                loader.take(Sought::OnDays, params![stay.person, holds, post, stay.first, stay.first])?;
                loader.see_after(stay.person, post, stay.first)?;
            }
        }
        loader.graph()
    }

    /// Who was seen in posts in these days, and when they and those before and after them were first and last seen there, for
    /// [`crate::query::changes`].
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn moves(&self, days: Days, heads: &dyn Fn(&str) -> bool) -> Result<Graph, Error> {
        let mut loader = self.settled()?;
        let pairs = self.moved(days)?;
        let mut posts: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for (person, post) in pairs {
            posts.entry(post).or_default().insert(person);
        }
        for (post, people) in posts {
            self.ends_of_spells(&mut loader, post, &people, heads)?;
        }
        loader.graph()
    }

    /// People in posts of whom something may have changed in these days: those seen first or last then; of those of whom more is said than
    /// that they hold the post, all of whom something is said then.
    fn moved(&self, days: Days) -> Result<BTreeSet<(i64, i64)>, Error> {
        let ends = ends(days);
        let (first, last, day) = (within("stint.first", 1), within("stint.last", 1), within("day", 1));
        let mut pairs = self.db.prepare_cached(&format!(
            "SELECT s.node, t.node FROM
               (SELECT person, post FROM stint WHERE {first} UNION SELECT person, post FROM stint WHERE {last} UNION
                SELECT same.number, post FROM stint CROSS JOIN atom AS own CROSS JOIN atom AS same
                WHERE others > 0 AND own.number = person AND same.node = own.node AND EXISTS
                  (SELECT 1 FROM said WHERE relation = ?3 AND source = same.number AND target = post AND day > '' AND {day}))
             CROSS JOIN atom AS s CROSS JOIN atom AS t WHERE s.number = person AND t.number = post",
        ))?;
        let pairs = pairs.query_map(params![ends.0, ends.1, relation(EdgeKind::Holds)], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })?;
        Ok(pairs.collect::<Result<_, _>>()?)
    }

    /// Takes what tells when these people were first and last seen in a post, and, where it has one holder at a time, those before and after
    /// them: all that is said of those of whom anything but that they hold it is said, of the others what is said on their first and their
    /// last day.
    pub(super) fn ends_of_spells(
        &self,
        loader: &mut Loader,
        post: i64,
        people: &BTreeSet<i64>,
        heads: &dyn Fn(&str) -> bool,
    ) -> Result<(), Error> {
        loader.once_from(post, EdgeKind::Of)?;
        let stays = self.stays(post)?;
        let around = if self.is_head(post, heads)? { around(&stays, people) } else { BTreeSet::new() };
        for stay in stays.iter().filter(|stay| people.contains(&stay.person) || around.contains(&stay.person))
        {
            if stay.others > 0 {
                loader.between(stay.person, EdgeKind::Holds, post)?;
                continue;
            }
            let holds = relation(EdgeKind::Holds);
            loader.take(Sought::OnDays, params![stay.person, holds, post, stay.first, stay.last])?;
        }
        Ok(())
    }

    /// Everybody of whom anything is said in a post, in the order in which spells stand there.
    pub(super) fn stays(&self, post: i64) -> Result<Vec<Stay>, Error> {
        let mut seen = self.db.prepare_cached(
            "SELECT s.node, sum(others), min(stint.first) AS begins, max(stint.last) AS ends
             FROM atom AS t CROSS JOIN stint CROSS JOIN atom AS s
             WHERE t.node = ?1 AND post = t.number AND s.number = person AND s.node IS NOT NULL
             GROUP BY s.node ORDER BY begins, ends",
        )?;
        let stays = seen.query_map([post], |row| {
            Ok(Stay { person: row.get(0)?, others: row.get(1)?, first: row.get(2)?, last: row.get(3)? })
        })?;
        let mut stays: Vec<Stay> = stays.collect::<Result<_, _>>()?;
        let mut id = self.db.prepare_cached("SELECT id FROM node WHERE number = ?1")?;
        let mut id = |person: i64| id.query_row([person], |row| row.get::<_, String>(0));
        // Of those seen first and last on the same days, the ids decide.
        for same in stays.chunk_by_mut(|a, b| (&a.first, &a.last) == (&b.first, &b.last)) {
            if same.len() > 1 {
                let mut ids: BTreeMap<i64, String> = BTreeMap::new();
                for stay in same.iter() {
                    ids.insert(stay.person, id(stay.person)?);
                }
                same.sort_by(|a, b| ids[&a.person].cmp(&ids[&b.person]));
            }
        }
        Ok(stays)
    }

    fn is_head(&self, post: i64, heads: &dyn Fn(&str) -> bool) -> Result<bool, Error> {
        let mut title = self.db.prepare_cached("SELECT more ->> 'title' FROM node WHERE number = ?1")?;
        let title: Option<String> = title.query_row([post], |row| row.get(0)).optional()?.flatten();
        Ok(title.is_some_and(|title| heads(&title)))
    }

    /// Who told whom to do what, for [`crate::query::instructions`]: by one or by the posts that one holds or held, to one, in these days; and who
    /// may have held the posts that told.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn instructions(
        &self,
        kinds: &[EntityKind],
        [by, to]: [Option<&str>; 2],
        days: Days,
    ) -> Result<Graph, Error> {
        let names: Vec<&str> = by.into_iter().chain(to).collect();
        let (mut loader, meant) = self.asked(kinds, &names)?;
        let Some(meant) = meant.into_iter().collect::<Option<Vec<i64>>>() else { return loader.graph() };
        let directed = EdgeKind::Did(Relation::Directed);
        match (by, to, &meant[..]) {
            (Some(_), to, &[by, ..]) => {
                for by in self.posts_of(by)?.into_iter().chain([by]) {
                    match to {
                        Some(_) => loader.between(by, directed, meant[1])?,
                        None => loader.from(by, directed)?,
                    }
                }
            }
            (None, Some(_), &[to]) => loader.to(to, directed)?,
            _ => match ends(days) {
                (None, None) => loader.take(Sought::Directed, [])?,
                (since, until) => loader.take(Sought::DirectedOn, params![since, until])?,
            },
        }
        self.take_holders(&mut loader)?;
        loader.graph()
    }

    /// Meetings of these days with whoever had to do with them, for [`crate::query::meetings`]: those at which all of these were.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn meetings(&self, kinds: &[EntityKind], with: &[&str], days: Days) -> Result<Graph, Error> {
        let (mut loader, meant) = self.asked(kinds, with)?;
        let Some(meant) = meant.into_iter().collect::<Option<Vec<i64>>>() else { return loader.graph() };
        let mut meetings: Option<BTreeSet<i64>> = None;
        let mut at = self.db.prepare_cached(
            "SELECT DISTINCT t.node FROM atom AS s CROSS JOIN beside CROSS JOIN atom AS t
             WHERE s.node = ?1 AND beside.atom = s.number AND way = ?2 AND t.number = other AND t.kind = ?3",
        )?;
        for node in meant {
            let mut own = BTreeSet::new();
            for kind in acts() {
                let way = along(relation(kind));
                let all = at.query_map(params![node, way, EntityKind::Meeting.id()], |row| row.get(0))?;
                for meeting in all {
                    own.insert(meeting?);
                }
            }
            meetings = Some(match meetings {
                None => own,
                Some(known) => known.intersection(&own).copied().collect(),
            });
        }
        let meetings = match meetings {
            Some(meetings) => meetings,
            None => self.meetings_of(days)?,
        };
        for meeting in meetings {
            loader.take(Sought::At, [meeting])?;
        }
        loader.graph()
    }

    /// All meetings of these days.
    fn meetings_of(&self, days: Days) -> Result<BTreeSet<i64>, Error> {
        let (rule, values) = match ends(days) {
            (None, None) => ("kind = ?1".to_owned(), vec![Some(EntityKind::Meeting.id().to_owned())]),
            (since, until) => (within("date", 1), vec![since, until]),
        };
        let mut all = self.db.prepare_cached(&format!("SELECT number FROM node WHERE {rule}"))?;
        let all = all.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(all.collect::<Result<_, _>>()?)
    }

    /// The shortest way between two, for [`crate::query::path`].
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn ways(&self, kinds: &[EntityKind], from: &str, to: &str) -> Result<Graph, Error> {
        let (mut loader, meant) = self.asked(kinds, &[from, to])?;
        if let [Some(from), Some(to)] = meant[..] {
            for step in way::shortest(&self.db, from, to)?.windows(2) {
                for kind in EdgeKind::all() {
                    loader.between(step[0], kind, step[1])?;
                    loader.between(step[1], kind, step[0])?;
                }
            }
        }
        loader.graph()
    }

    /// Articles that are others, printed again, with those, for [`Graph::reports`].
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn reprints(&self) -> Result<Graph, Error> {
        let mut loader = Loader::new(&self.db)?;
        let mut again = self.db.prepare_cached("SELECT article FROM report WHERE original <> article")?;
        loader.articles = again.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        loader.graph()
    }

    /// People of one name who are not one, for [`Graph::namesakes`].
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn namesakes(&self) -> Result<Graph, Error> {
        let mut loader = self.settled()?;
        loader.take_namesakes()?;
        loader.graph()
    }
}

impl Loader<'_> {
    /// What is said of this kind from a node.
    fn from(&mut self, node: i64, kind: EdgeKind) -> Result<(), Error> {
        self.take(Sought::From, params![node, relation(kind)])
    }

    /// Something that is said of this kind from a node to each of the others.
    fn once_from(&mut self, node: i64, kind: EdgeKind) -> Result<(), Error> {
        self.take(Sought::FromOnce, params![node, relation(kind), along(relation(kind))])
    }

    /// What is said of this kind to a node.
    fn to(&mut self, node: i64, kind: EdgeKind) -> Result<(), Error> {
        self.take(Sought::To, params![node, relation(kind), against(relation(kind))])
    }

    /// What is said of this kind from one node to another.
    fn between(&mut self, from: i64, kind: EdgeKind, to: i64) -> Result<(), Error> {
        self.take(Sought::Between, params![from, relation(kind), to])
    }
}

fn ends((since, until): Days) -> (Option<String>, Option<String>) {
    (since.map(|day| day.to_string()), until.map(|day| day.to_string()))
}
