//! Posts that acted without a name -> what is said of those who may have held them then, for [`crate::query::Holder`].

use std::collections::{BTreeMap, BTreeSet};

use super::Error;
use super::Store;
use super::load::Loader;
use super::part::Stay;
use super::said::{along, relation};
use crate::graph::EdgeKind;
use crate::query::Distance;
use crate::vocab::{EntityKind, Relation};

/// So many people of unknown days are enough to tell that there is not one.
const SEVERAL: usize = 2;

impl Store {
    /// The posts that a person holds or held.
    pub(super) fn posts_of(&self, person: i64) -> Result<BTreeSet<i64>, Error> {
        let mut posts = self.db.prepare_cached(
            "SELECT DISTINCT t.node FROM atom AS s CROSS JOIN beside CROSS JOIN atom AS t
             WHERE s.node = ?1 AND beside.atom = s.number AND way = ?2 AND t.number = other AND t.kind = ?3",
        )?;
        let way = along(relation(EdgeKind::Holds));
        let posts = posts.query_map((person, way, EntityKind::Post.id()), |row| row.get(0))?;
        Ok(posts.collect::<Result<_, _>>()?)
    }

    /// Takes what is said of the holders of the posts by which the instructions taken so far were given: of those who are said to hold
    /// them in the same article, and of those who were seen in them nearest to the day.
    pub(super) fn take_holders(&self, loader: &mut Loader) -> Result<(), Error> {
        let mut acts: BTreeMap<i64, BTreeSet<(Option<String>, i64)>> = BTreeMap::new();
        let told = |kind| kind == EdgeKind::Did(Relation::Directed);
        let mut of_article = self.db.prepare_cached("SELECT day FROM report WHERE article = ?1")?;
        for ((article, _), said) in loader.said.iter().filter(|(_, said)| told(said.kind)) {
            let day = match &said.date {
                Some(day) => Some(day.clone()),
                None => of_article.query_row([article], |row| row.get(0))?,
            };
            acts.entry(said.source).or_default().insert((day, *article));
        }
        for (post, acts) in acts {
            if !self.is_post(post)? {
                continue;
            }
            let stays = self.stays(post)?;
            let mut people = BTreeSet::new();
            for (day, article) in acts {
                people.extend(self.said_to_hold(post, article)?);
                people.extend(nearest(&stays, day.as_deref()));
            }
            self.ends_of_spells(loader, post, &people, &|_| false)?;
        }
        Ok(())
    }

    fn is_post(&self, node: i64) -> Result<bool, Error> {
        let mut kind = self.db.prepare_cached("SELECT kind = ?2 FROM node WHERE number = ?1")?;
        Ok(kind.query_row((node, EntityKind::Post.id()), |row| row.get(0))?)
    }

    /// Whom an article says to hold a post.
    fn said_to_hold(&self, post: i64, article: i64) -> Result<Vec<i64>, Error> {
        let mut people = self.db.prepare_cached(
            "SELECT s.node FROM statement CROSS JOIN atom AS s CROSS JOIN atom AS t
             WHERE article = ?1 AND relation = ?2 AND s.number = source AND t.number = target AND t.node = ?3",
        )?;
        let people = people.query_map((article, EdgeKind::Holds.id(), post), |row| row.get(0))?;
        Ok(people.collect::<Result<_, _>>()?)
    }
}

/// Those among whom the one seen nearest to a day is. Of whom more is said than that they hold the post, the days of all that is said tell too
/// little: they may be it.
fn nearest(stays: &[Stay], day: Option<&str>) -> BTreeSet<i64> {
    let (sure, open): (Vec<&Stay>, Vec<&Stay>) = stays.iter().partition(|stay| stay.others == 0);
    let distance = |stay: &&Stay| Distance::between(day, stay.first.as_deref(), stay.last.as_deref());
    let least = sure.iter().map(distance).min();
    let near = sure.iter().filter(|stay| Some(distance(stay)) == least);
    let most = if least == Some(Distance::Unknown) { SEVERAL } else { usize::MAX };
    open.into_iter().chain(near.copied().take(most)).map(|stay| stay.person).collect()
}
