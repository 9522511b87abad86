//! Who published an article, by name or by the host of its address: the province that a bare "tỉnh" means there.

use std::collections::BTreeMap;

use super::kin::Day;
use super::unit::{Meant, Place, Units};
use crate::text::key;
use crate::vocab::Level;

/// A province's name in a host has at least so many letters.
const LETTERS: usize = 6;

/// A row of `publishers.tsv`.
#[derive(Clone, Debug)]
pub(super) struct Publisher {
    /// Name and aliases, as keys.
    pub(super) names: Vec<String>,
    pub(super) hosts: Vec<String>,
    /// The province that it writes for, with its level word; empty for the whole country.
    pub(super) place: String,
}

/// All publishers.
#[derive(Debug, Default)]
pub(super) struct Publishers {
    /// Places by host.
    hosts: BTreeMap<String, String>,
    /// Places by name.
    names: BTreeMap<String, String>,
    /// The provinces' names as hosts spell them, with their full names.
    provinces: Vec<(String, String)>,
}

impl Publishers {
    pub(super) fn new(publishers: Vec<Publisher>, places: &[Place]) -> Publishers {
        let mut all = Publishers::default();
        for publisher in publishers {
            let place = || publisher.place.clone();
            all.hosts.extend(publisher.hosts.iter().map(|host| (host.clone(), place())));
            all.names.extend(publisher.names.iter().map(|name| (name.clone(), place())));
        }
        for place in places.iter().filter(|place| place.level == Level::Province) {
            let plain = unaccented(&place.name);
            if plain.len() >= LETTERS {
                all.provinces.push((plain, place.full_name()));
            }
        }
        all
    }

    /// The province of an article's publisher on a day: by name, by host, else by the province's name in a host that no row knows.
    pub(super) fn province<'u>(
        &self,
        units: &'u Units,
        publisher: Option<&str>,
        url: Option<&str>,
        day: Option<Day>,
    ) -> Option<&'u Place> {
        let named = publisher.and_then(|name| self.names.get(&key(name)));
        let place = match named {
            Some(place) => place,
            None => self.at(host(url?)?)?,
        };
        let (word, name) = units.split(place)?;
        match units.meant(&[word], name, day, &[]) {
            Meant::One(unit) => Some(unit),
            _ => units.named(name).find(|unit| unit.full_name() == *place).and_then(|unit| {
                let next = units.successors(unit);
                next.into_iter().find(|unit| unit.life.holds(day))
            }),
        }
    }

    fn at(&self, host: &str) -> Option<&String> {
        let above = std::iter::successors(Some(host), |host| host.split_once('.').map(|(_, rest)| rest));
        if let Some(place) = above.into_iter().find_map(|host| self.hosts.get(host)) {
            return Some(place);
        }
        let squeezed: String = host.chars().filter(char::is_ascii_alphanumeric).collect();
        self.provinces.iter().rfind(|(plain, _)| squeezed.contains(plain)).map(|(_, full)| full)
    }
}

/// The host of an address, without "www.".
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?']).next().filter(|host| !host.is_empty())?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Small Latin letters without marks: "Lào Cai" gives "laocai".
fn unaccented(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain = name.to_lowercase().replace('\u{111}', "d");
    plain.nfd().filter(|c| c.is_ascii_alphanumeric()).collect()
}
