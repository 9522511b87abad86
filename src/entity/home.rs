//! Where the article plays: the province, district and commune that a bare "tỉnh", "huyện", "xã" means.

use std::collections::BTreeMap;

use super::{Line, Setting};
use crate::lexicon::{Day, EntryKind, Flag, Near, Particle, Place, Row, Scan, Units};
use crate::mention::PlacePhrase;
use crate::text::fold_case;
use crate::vocab::{Level, PlaceSource};

/// A named place of the article.
#[derive(Clone, Debug)]
struct Sighting {
    token: usize,
    level: Level,
    level_word: String,
    name: String,
    weight: u32,
    source: PlaceSource,
}

/// The named places of an article, by level and position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Home {
    sightings: Vec<Sighting>,
    /// Districts in which the communes of the article lie: they count where it names no district itself.
    districts: Vec<Sighting>,
    /// By level; cities of any level under no level.
    views: BTreeMap<(Level, bool), View>,
    /// The provinces that are no cities.
    provinces: Option<View>,
    /// First tokens of the sentences.
    starts: Vec<usize>,
    /// The word for a city.
    city: String,
    /// The day as of which units are looked up.
    day: Option<Day>,
}

/// What a bare level word means.
#[derive(Clone, Debug)]
pub(crate) struct Inherited {
    pub(crate) level_word: String,
    pub(crate) name: String,
    /// What told it.
    pub(crate) source: PlaceSource,
}

/// The places of one level.
#[derive(Clone, Debug)]
struct View {
    /// The article is mostly about the top place.
    settled: bool,
    top: usize,
    /// Sightings in order of the text.
    order: Vec<usize>,
}

impl Home {
    pub(crate) fn new(scan: &Scan, lines: &[Line], setting: Setting) -> Home {
        let starts = lines.iter().map(|line| line.sentence.span.start).collect();
        let city = scan.lexicon.level_word(Particle::LevelCity).to_string();
        let day = setting.published.and_then(Day::of);
        let mut home = Home { starts, city, day, ..Home::default() };
        for line in lines {
            let finder = crate::mention::finder(scan, line.sentence);
            let mut at = line.sentence.span.start;
            while at < line.sentence.span.end {
                match finder.levelled(at).filter(|place| !place.name.is_empty()) {
                    Some(place) => {
                        home.see(scan, &place, 3);
                        at = place.span.end;
                    }
                    None => at = home.committee(scan, at).unwrap_or_else(|| home.bare(scan, at)),
                }
            }
        }
        if home.sightings.iter().all(|sighting| sighting.level != Level::District) {
            home.sightings.append(&mut home.districts);
        }
        home.see_publisher(scan, setting);
        home.see_dateline(scan, setting);
        home.view();
        home
    }

    /// "Huyện ủy Bắc Hà": the committee tells the level of the place behind it.
    fn committee(&mut self, scan: &Scan, at: usize) -> Option<usize> {
        let (span, entry) =
            scan.longest(at, EntryKind::BodyType).filter(|(_, e)| e.flags.has(Flag::Short))?;
        let Row::Body { level, .. } = entry.row else { return None };
        let (name, listed) = scan.longest(span.end, EntryKind::Place)?;
        let row = scan
            .lexicon
            .places(listed)
            .find(|p| level.map_or(p.level != Level::Commune, |level| p.level == level))?;
        let sighting = Sighting { name: listed.text.clone(), ..Sighting::of(row, at, 3) };
        self.parents(scan, &sighting);
        self.sightings.push(sighting);
        Some(name.end)
    }

    /// A bare province name.
    fn bare(&mut self, scan: &Scan, at: usize) -> usize {
        if let Some((span, entry)) = scan.longest(at, EntryKind::Place)
            && span.len() > 1
            && !scan.capital(span.end)
            && scan.longest(at, EntryKind::Person).is_none()
            && (at == 0
                || !scan.capital(at - 1)
                || scan.longest(at - 1, EntryKind::BodyType).is_some()
                || at >= 2 && scan.longest(at - 2, EntryKind::BodyType).is_some())
            && let Some(place) = scan.lexicon.places(entry).find(|p| self.is_province(p))
        {
            self.sightings.push(Sighting { name: entry.text.clone(), ..Sighting::of(place, at, 1) });
            return span.end;
        }
        at + 1
    }

    /// A province of the article's day; of an article without a day, one of the official tables.
    fn is_province(&self, unit: &Place) -> bool {
        unit.level == Level::Province
            && (unit.is_official() || self.day.is_some() && unit.life.holds(self.day))
    }

    fn see(&mut self, scan: &Scan, place: &PlacePhrase, weight: u32) {
        let token = place.span.start;
        let word = fold_case(&place.level_word);
        let mut own =
            scan.lexicon.units().named(&place.name).filter(|unit| *unit.type_word == *word).peekable();
        let level = own.peek().map(|unit| unit.level).or(place.level).unwrap_or(Level::None);
        if own.peek().is_some() && !own.any(|unit| unit.life.holds(self.day)) {
            return;
        }
        let (level_word, name) = (place.level_word.clone(), place.name.clone());
        let sighting = Sighting { token, level, level_word, name, weight, source: PlaceSource::Text };
        self.parents(scan, &sighting);
        self.sightings.push(sighting);
    }

    /// A district or commune whose name exists once tells what it lies in.
    fn parents(&mut self, scan: &Scan, child: &Sighting) {
        if child.level == Level::Province {
            return;
        }
        let units = scan.lexicon.units();
        let word = fold_case(&child.level_word);
        let own: Vec<&Place> = units
            .named(&child.name)
            .filter(|unit| unit.level == child.level && *unit.type_word == *word)
            .collect();
        let day = self.day.filter(|day| own.iter().any(|unit| unit.life.holds(Some(*day))));
        let chains: Vec<Vec<&Place>> =
            own.into_iter().filter(|unit| unit.life.holds(day)).map(|unit| units.chain(unit, day)).collect();
        for level in [Level::District, Level::Province] {
            let above = chains.iter().filter_map(|chain| chain[1..].iter().find(|unit| unit.level == level));
            let told: BTreeMap<&str, &Place> = above.map(|unit| (unit.name.as_str(), *unit)).collect();
            if told.len() == 1 {
                let weight = if child.level == Level::District { 2 } else { 1 };
                let told = told.into_values().map(|unit| Sighting::of(unit, child.token, weight));
                match level {
                    Level::District => self.districts.extend(told),
                    _ => self.sightings.extend(told),
                }
            }
        }
    }

    /// The publisher, by name or address, tells the province.
    fn see_publisher(&mut self, scan: &Scan, setting: Setting) {
        if let Some(province) = scan.lexicon.province_of(setting.publisher, setting.url, self.day) {
            let source = PlaceSource::Publisher;
            self.sightings.push(Sighting { source, ..Sighting::of(province, 0, 2) });
        }
    }

    /// "Lào Cai, ngày 5/6": the first province that the dateline names.
    fn see_dateline(&mut self, scan: &Scan, setting: Setting) {
        let Some(dateline) = setting.dateline else { return };
        let units = scan.lexicon.units();
        let named = |name: &str| units.named(name).find(|unit| unit.level == Level::Province);
        let pieces = dateline.split(|c: char| !c.is_alphabetic() && c != ' ').map(str::trim);
        if let Some(province) = pieces.filter(|piece| piece.starts_with(char::is_uppercase)).find_map(named) {
            let source = PlaceSource::Dateline;
            self.sightings.push(Sighting { source, ..Sighting::of(province, 0, 2) });
        }
    }

    /// The named place that a bare level word means at a token: level word and name.
    ///
    /// `city`: a "thành phố" of any level is asked for. A "tỉnh" is no city, though cities stand on its level.
    pub(crate) fn place(&self, level: Level, city: bool, token: usize) -> Option<Inherited> {
        let view = match level {
            Level::Province if !city => self.provinces.as_ref(),
            _ if !city => self.views.get(&(level, false)),
            _ => self.views.get(&(Level::None, true)),
        }?;
        let top = &self.sightings[view.top];
        let before = view.order.partition_point(|&s| self.sightings[s].token <= token);
        let told = before.checked_sub(1).map(|last| &self.sightings[view.order[last]]);
        let coming = view.order.get(before).map(|&next| &self.sightings[next]);
        let own = |place: &&Sighting| {
            self.sentence(place.token) == self.sentence(token) && city == (place.level_word == self.city)
        };
        let near = told.filter(own).or(coming.filter(own)).or(told).unwrap_or(top);
        let meant = if view.settled { top } else { near };
        Some(meant.inherited())
    }

    /// The sentence of a token, counted from 1.
    fn sentence(&self, token: usize) -> usize {
        self.starts.partition_point(|&start| start <= token)
    }

    /// The one place of a level that the article is about.
    pub(crate) fn settled(&self, level: Level) -> Option<Inherited> {
        let view = self.views.get(&(level, false)).filter(|view| view.settled)?;
        Some(self.sightings[view.top].inherited())
    }

    /// The day as of which units are looked up.
    pub(crate) fn day(&self) -> Option<Day> {
        self.day
    }

    /// The places that the article is about, one a level.
    pub(crate) fn around(&self, units: &Units) -> Vec<Near> {
        let tops = self.views.values().map(|view| &self.sightings[view.top]);
        tops.map(|top| units.near(&top.level_word, &top.name)).collect()
    }

    /// Prepares the answers: per level, and for cities of any level.
    fn view(&mut self) {
        for level in Level::ALL {
            let found = (0..self.sightings.len()).filter(|&s| self.sightings[s].level == *level).collect();
            self.add_view((*level, false), found);
        }
        let (cities, others): (Vec<usize>, Vec<usize>) =
            (0..self.sightings.len()).partition(|&s| self.sightings[s].level_word == self.city);
        self.add_view((Level::None, true), cities);
        self.provinces =
            self.seen(others.into_iter().filter(|&s| self.sightings[s].level == Level::Province).collect());
    }

    fn add_view(&mut self, key: (Level, bool), order: Vec<usize>) {
        if let Some(view) = self.seen(order) {
            self.views.insert(key, view);
        }
    }

    /// What the sightings of one kind tell.
    fn seen(&self, mut order: Vec<usize>) -> Option<View> {
        let mut weights: BTreeMap<&str, u32> = BTreeMap::new();
        for &s in &order {
            *weights.entry(&self.sightings[s].name).or_default() += self.sightings[s].weight;
        }
        let total: u32 = weights.values().sum();
        let (name, weight) =
            weights.iter().max_by_key(|(_, w)| **w).map(|(name, w)| (name.to_string(), *w))?;
        let top = order.iter().copied().find(|&s| self.sightings[s].name == name).unwrap_or(0);
        order.sort_by_key(|&s| self.sightings[s].token);
        Some(View { settled: weight * 10 >= total * 6, top, order })
    }
}

impl Sighting {
    /// A unit named in the text.
    fn of(unit: &Place, token: usize, weight: u32) -> Sighting {
        Sighting {
            token,
            level: unit.level,
            level_word: unit.type_word.to_string(),
            name: unit.name.clone(),
            weight,
            source: PlaceSource::Text,
        }
    }

    fn inherited(&self) -> Inherited {
        Inherited { level_word: self.level_word.clone(), name: self.name.clone(), source: self.source }
    }
}
