//! Where the article plays: the province, district and commune that a bare "tỉnh", "huyện", "xã" means.

use std::collections::BTreeMap;

use super::{Line, Setting};
use crate::lexicon::{EntryKind, Flag, Particle, Row, Scan};
use crate::mention::PlacePhrase;
use crate::text::fold_case;
use crate::vocab::Level;

/// A named place of the article.
#[derive(Clone, Debug)]
struct Sighting {
    token: usize,
    level: Level,
    level_word: String,
    name: String,
    weight: u32,
}

/// The named places of an article, by level and position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Home {
    sightings: Vec<Sighting>,
    /// By level; cities of any level under no level.
    views: BTreeMap<(Level, bool), View>,
    /// First tokens of the sentences.
    starts: Vec<usize>,
    /// The word for a city.
    city: String,
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
        let mut home = Home { starts, city, ..Home::default() };
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
        home.see_address(scan, setting);
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
        let (level, level_word) = (row.level, row.type_word.clone());
        let sighting = Sighting { token: at, level, level_word, name: listed.text.clone(), weight: 3 };
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
            && let Some(place) = scan.lexicon.places(entry).find(|p| p.level == Level::Province)
        {
            let word = place.type_word.clone();
            self.sightings.push(Sighting {
                token: at,
                level: Level::Province,
                level_word: word,
                name: entry.text.clone(),
                weight: 1,
            });
            return span.end;
        }
        at + 1
    }

    fn see(&mut self, scan: &Scan, place: &PlacePhrase, weight: u32) {
        let token = place.span.start;
        let rows: Vec<_> = scan.lexicon.places_named(&place.name).collect();
        let word = fold_case(&place.level_word);
        let level = rows
            .iter()
            .find(|p| fold_case(&p.type_word) == word)
            .map(|p| p.level)
            .or(place.level)
            .unwrap_or(Level::None);
        let sighting =
            Sighting { token, level, level_word: place.level_word.clone(), name: place.name.clone(), weight };
        self.parents(scan, &sighting);
        self.sightings.push(sighting);
    }

    /// A district or commune whose name exists once tells its province too.
    fn parents(&mut self, scan: &Scan, child: &Sighting) {
        if child.level == Level::Province {
            return;
        }
        let mut provinces: Vec<String> = scan
            .lexicon
            .places_named(&child.name)
            .filter(|p| p.level == child.level && fold_case(&p.type_word) == fold_case(&child.level_word))
            .filter_map(|p| province_of(scan, &p.code, p.level))
            .collect();
        provinces.sort();
        provinces.dedup();
        if let [only] = provinces.as_slice() {
            let word = scan
                .lexicon
                .places_named(only)
                .find(|p| p.level == Level::Province)
                .map_or(String::new(), |p| p.type_word.clone());
            let weight = if child.level == Level::District { 2 } else { 1 };
            self.sightings.push(Sighting {
                token: child.token,
                level: Level::Province,
                level_word: word,
                name: only.clone(),
                weight,
            });
        }
    }

    /// "laocai.gov.vn" tells the province.
    fn see_address(&mut self, scan: &Scan, setting: Setting) {
        let Some(host) = setting
            .url
            .and_then(|url| url.split("//").nth(1))
            .map(|rest| rest.split('/').next().unwrap_or(""))
        else {
            return;
        };
        let squeezed: String = host.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        for entry in scan.lexicon.entries().iter().filter(|e| e.kind == EntryKind::Place) {
            let Some(place) = scan.lexicon.places(entry).find(|p| p.level == Level::Province) else {
                continue;
            };
            let plain = unaccented(&entry.text);
            if plain.len() >= 6 && squeezed.contains(&plain) {
                let word = place.type_word.clone();
                self.sightings.push(Sighting {
                    token: 0,
                    level: Level::Province,
                    level_word: word,
                    name: entry.text.clone(),
                    weight: 2,
                });
            }
        }
    }

    /// The named place that a bare level word means at a token: level word and name.
    ///
    /// `city`: a "thành phố" of any level is asked for.
    pub(crate) fn place(&self, level: Level, city: bool, token: usize) -> Option<(String, String)> {
        let view = self
            .views
            .get(&(level, false))
            .filter(|_| !city)
            .or_else(|| self.views.get(&(Level::None, city)));
        let view = view.filter(|_| city || self.views.contains_key(&(level, false)))?;
        let top = &self.sightings[view.top];
        let before = view.order.partition_point(|&s| self.sightings[s].token <= token);
        let told = before.checked_sub(1).map(|last| &self.sightings[view.order[last]]);
        let coming = view.order.get(before).map(|&next| &self.sightings[next]);
        let own = |place: &&Sighting| {
            self.sentence(place.token) == self.sentence(token) && city == (place.level_word == self.city)
        };
        let near = told.filter(own).or(coming.filter(own)).or(told).unwrap_or(top);
        let meant = if view.settled { top } else { near };
        Some((meant.level_word.clone(), meant.name.clone()))
    }

    /// The sentence of a token, counted from 1.
    fn sentence(&self, token: usize) -> usize {
        self.starts.partition_point(|&start| start <= token)
    }

    /// The one place of a level that the article is about: level word and name.
    pub(crate) fn settled(&self, level: Level) -> Option<(String, String)> {
        let view = self.views.get(&(level, false)).filter(|view| view.settled)?;
        let top = &self.sightings[view.top];
        Some((top.level_word.clone(), top.name.clone()))
    }

    /// Prepares the answers: per level, and for cities of any level.
    fn view(&mut self) {
        for level in Level::ALL {
            let found = (0..self.sightings.len()).filter(|&s| self.sightings[s].level == *level).collect();
            self.add_view((*level, false), found);
        }
        let cities =
            (0..self.sightings.len()).filter(|&s| self.sightings[s].level_word == self.city).collect();
        self.add_view((Level::None, true), cities);
    }

    fn add_view(&mut self, key: (Level, bool), mut order: Vec<usize>) {
        let mut weights: BTreeMap<&str, u32> = BTreeMap::new();
        for &s in &order {
            *weights.entry(&self.sightings[s].name).or_default() += self.sightings[s].weight;
        }
        let total: u32 = weights.values().sum();
        let Some((name, weight)) =
            weights.iter().max_by_key(|(_, w)| **w).map(|(name, w)| (name.to_string(), *w))
        else {
            return;
        };
        let top = order.iter().copied().find(|&s| self.sightings[s].name == name).unwrap_or(0);
        order.sort_by_key(|&s| self.sightings[s].token);
        self.views.insert(key, View { settled: weight * 10 >= total * 6, top, order });
    }
}

fn province_of(scan: &Scan, code: &str, level: Level) -> Option<String> {
    let mut code = code.to_string();
    let mut level = level;
    for _ in 0..3 {
        let place = scan.lexicon.places_coded(&code).find(|p| p.level == level)?;
        if place.level == Level::Province {
            return Some(place.name.clone());
        }
        code = place.parent.clone();
        level = scan.lexicon.places_coded(&code).map(|p| p.level).next()?;
    }
    None
}

/// Small Latin letters without marks: "Lào Cai" gives "laocai".
fn unaccented(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain = name.to_lowercase().replace('\u{111}', "d");
    plain.nfd().filter(|c| c.is_ascii_alphanumeric()).collect()
}
