//! What the gazetteers know of a name, as of a day: an administrative unit, or a body that the grammar of bodies reads.

use super::Extractor;
use crate::article::{Article, Published};
use crate::lexicon::{Day, Kin, Meant, Near};
use crate::text::Text;
use crate::vocab::EntityKind;

/// What a name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About<'e> {
    /// An administrative unit, or several that have the name.
    Unit(Meant<'e>),
    /// A body: its canonical name, what is known of it, and the names of the bodies that took over.
    Body(String, Kin, Vec<String>),
    /// Neither.
    Unknown,
}

impl Extractor {
    /// What the gazetteers know of a name as of a day, beside the names of other units ("tỉnh Lào Cai"). A unit is named with its
    /// level word, and may have those above it behind commas.
    pub fn about(&self, name: &str, day: Option<Day>, around: &[&str]) -> About<'_> {
        let mut parts = name.split(',').map(str::trim);
        let own = parts.next().unwrap_or_default();
        let near: Vec<&str> = parts.chain(around.iter().copied()).collect();
        match self.unit(own, day, &near) {
            Some(found) => About::Unit(found),
            None => self.body(name, day, around),
        }
    }

    /// The unit of a name that begins with a level word.
    fn unit(&self, name: &str, day: Option<Day>, around: &[&str]) -> Option<Meant<'_>> {
        let units = self.lexicon.units();
        let (word, bare) = units.split(name)?;
        let place = |place: &&str| {
            let (word, name) = units.split(place).unwrap_or(("", place));
            units.near(word, name)
        };
        let around: Vec<Near> = around.iter().map(place).collect();
        let near = |unit| around.iter().all(|place| units.lies_in(unit, place, day));
        Some(match units.meant(&[word], bare, day, &around) {
            Meant::One(unit) if !near(unit) => Meant::None,
            found => found,
        })
    }

    /// The body of a name, read as an article of the day that names the places around it first.
    fn body(&self, name: &str, day: Option<Day>, around: &[&str]) -> About<'_> {
        let before: String = around.iter().map(|place| format!("{place}. ")).collect();
        let mut article = Article::from_text("", format!("{before}{name}"));
        article.published = day.and_then(|day| Published::from_iso(&day.to_string()));
        let text = Text::new(&article.text);
        let analysis = self.analyse(&article, &text);
        let mut bodies = analysis.entities.list.iter().enumerate();
        let found = bodies.rfind(|(_, entity)| entity.kind == EntityKind::Body);
        let known = found.and_then(|(index, entity)| Some((entity, analysis.entities.kin.get(&index)?)));
        let Some((body, kin)) = known else { return About::Unknown };
        let versions = || kin.unit.iter().flat_map(|code| self.lexicon.units().coded(code));
        let unit = versions().find(|unit| unit.life.holds(day)).or_else(|| versions().last());
        let heirs = self.lexicon.heirs(&body.named(unit));
        About::Body(body.name.clone(), kin.clone(), heirs)
    }
}
