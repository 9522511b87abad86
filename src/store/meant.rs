//! Names -> the nodes that they mean, looked up by what nodes are called.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;

use super::load::{LAST, Loader};
use super::{Error, Store};
use crate::query::{self, folded, is_slip};
use crate::vocab::EntityKind;

impl Store {
    /// The node that each name means, where it means one; the part has all that it may mean.
    pub(super) fn asked(
        &self,
        kinds: &[EntityKind],
        names: &[&str],
    ) -> Result<(Loader<'_>, Vec<Option<i64>>), Error> {
        let mut loader = self.settled()?;
        let mut found = Vec::new();
        for name in names {
            let meant = self.meant(&mut loader, kinds, name)?;
            found.push(if let [one] = meant[..] { Some(one) } else { None });
        }
        Ok((loader, found))
    }

    /// The nodes that a name means, as [`crate::query::named`] has it.
    pub(super) fn meant(
        &self,
        loader: &mut Loader,
        kinds: &[EntityKind],
        name: &str,
    ) -> Result<Vec<i64>, Error> {
        let candidates = self.candidates(kinds, name)?;
        let mut few = Loader::new(&self.db)?;
        few.nodes.extend(&candidates);
        let graph = few.graph()?;
        let mut number = self.db.prepare_cached("SELECT number FROM node WHERE id = ?1")?;
        let meant = query::named(&graph, kinds, name);
        let meant = meant.iter().map(|node| number.query_row([&node.id], |row| row.get(0)));
        let meant: Vec<i64> = meant.collect::<Result<_, _>>()?;
        loader.nodes.extend(&meant);
        Ok(meant)
    }

    /// The nodes among which are all that a name means: those of the first way to mean it that any node fits.
    fn candidates(&self, kinds: &[EntityKind], name: &str) -> Result<Vec<i64>, Error> {
        let is_asked = |kind: &str| kinds.iter().any(|asked| asked.id() == kind);
        let mut of_id = self.db.prepare_cached("SELECT number, kind FROM node WHERE id = ?1")?;
        let of_id = of_id.query_row([name], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)));
        if let Some((number, _)) = of_id.optional()?.filter(|(_, kind)| is_asked(kind)) {
            return Ok(vec![number]);
        }
        let Some(bare) = folded(name) else { return Ok(Vec::new()) };
        let from_to = |from: &str, to: &str| -> Result<Vec<i64>, Error> {
            let called = "SELECT DISTINCT node, kind FROM called WHERE slug >= ?1 AND slug <= ?2";
            let mut called = self.db.prepare_cached(called)?;
            let rows =
                called.query_map([from, to], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
            let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
            Ok(rows.into_iter().filter(|(_, kind)| is_asked(kind)).map(|(node, _)| node).collect())
        };
        for (from, to) in [(bare.clone(), bare.clone()), (format!("{bare}-"), format!("{bare}-{LAST}"))] {
            let found = from_to(&from, &to)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        let inside = self.called(
            "SELECT called.node, called.kind, called.slug FROM called_words
             JOIN called ON called.node = called_words.rowid WHERE called_words MATCH ?1",
            &format!("\"{bare}\""),
            &|kind, slug| is_asked(kind) && format!("-{slug}-").contains(&format!("-{bare}-")),
        )?;
        if !inside.is_empty() {
            return Ok(inside);
        }
        let mut slips = Vec::new();
        for kind in kinds {
            let all = "SELECT node, kind, slug FROM called WHERE kind = ?1";
            slips.extend(self.called(all, kind.id(), &|_, slug| is_slip(slug, &bare))?);
        }
        Ok(slips)
    }

    /// The nodes with a name that fits.
    fn called(&self, query: &str, value: &str, fits: &dyn Fn(&str, &str) -> bool) -> Result<Vec<i64>, Error> {
        let mut rows = self.db.prepare_cached(query)?;
        let mut rows = rows.query([value])?;
        let mut found = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let text = |at| row.get_ref(at).map(|value| value.as_str().unwrap_or_default());
            if fits(text(1)?, text(2)?) {
                found.insert(row.get(0)?);
            }
        }
        Ok(found.into_iter().collect())
    }
}
