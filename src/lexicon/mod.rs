//! The gazetteer files -> one matcher that finds every word the program knows in a text.
//!
//! Knows which words there are and what a row says of them; not what two words mean beside each other.

mod check;
mod kin;
mod load;
mod matcher;
mod publisher;
mod row;
mod rows;
mod scan;
mod table;
mod unit;

use std::path::Path;
use std::sync::OnceLock;

pub use kin::{Day, Kin, Life, Named};
pub use load::{Error, FILES, Summary, check, list};
pub use row::{Act, BodyFacts, Entry, EntryId, EntryKind, Flag, Flags, Particle, Row, Source, Step};
pub use scan::{Hit, Scan};
pub use table::File;
pub use unit::{Meant, Near, Place, Units};

use matcher::Matcher;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use crate::text::{fold_case, normalize};
use crate::vocab::Language;

/// What is looked up by name, a thousand times an article.
type ByName<T> = HashMap<String, T, FixedState>;

/// Every row of every gazetteer, and the matcher of all of them.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    units: Units,
    /// The rules of every type of body.
    kinship: ByName<Vec<kin::Kinship>>,
    publishers: publisher::Publishers,
    officials: Vec<kin::Official>,
    /// Kinds of body by type id.
    types: ByName<Vec<EntryId>>,
    /// Bodies that exist once, by name.
    once: ByName<EntryId>,
    surfaces: Vec<String>,
    body_types: ByName<EntryId>,
    /// The first row of each kind of particle.
    particles: BTreeMap<Particle, EntryId>,
    /// The rows of the country that the gazetteers are about.
    home: Vec<EntryId>,
    middle_names: BTreeSet<String>,
    /// First syllables of Kinh surnames, folded.
    kinh: BTreeSet<String>,
    /// The same of the other peoples of the country.
    minority: BTreeSet<String>,
    matcher: Matcher,
    /// Words before a full stop that does not end a sentence, folded.
    dotted: BTreeSet<String>,
    openers: BTreeSet<String>,
    /// The words for the kinds of units ("tỉnh", "quận"), in small letters.
    level_words: Vec<std::sync::Arc<str>>,
    /// Short form -> full form, for canonical names.
    abbreviations: ByName<String>,
    labels: ByName<[String; 2]>,
    fingerprint: String,
    /// Titles whose holder heads the body, by key; made when they are first asked for.
    heads: OnceLock<BTreeSet<String>>,
}

impl Lexicon {
    /// The gazetteers that the program carries.
    pub fn builtin() -> Lexicon {
        load::builtin()
    }

    /// The gazetteers of the program with those of a folder laid over them: a row replaces that of the same key, adds one, or (where its
    /// first cell begins with `-`) takes it out.
    ///
    /// # Errors
    /// A file that cannot be read, or a row that breaks a rule: file, line, value and rule.
    pub fn with_folder(folder: &Path) -> Result<Lexicon, Error> {
        load::with_folder(folder)
    }

    /// The entry with this id.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// Every entry, in the order of the files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The first eight hexadecimal digits of the SHA-256 of all gazetteer files.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The administrative units.
    pub fn units(&self) -> &Units {
        &self.units
    }

    /// The province of an article's publisher, by its name or its address, as of a day.
    pub fn province_of(
        &self,
        publisher: Option<&str>,
        url: Option<&str>,
        day: Option<Day>,
    ) -> Option<&Place> {
        self.publishers.province(&self.units, publisher, url, day)
    }

    /// Whether the person is known to have held the office on the day.
    pub fn held(&self, name: &str, title: &str, day: Option<Day>) -> bool {
        let key = crate::text::key;
        self.officials.iter().any(|official| {
            key(&official.name) == key(name) && key(&official.title) == key(title) && official.life.holds(day)
        })
    }

    /// The row of a body that exists once.
    pub fn body_once(&self, name: &str) -> Option<&Entry> {
        named(&self.once, name).map(|id| self.entry(id))
    }

    /// The full form of an abbreviation.
    pub fn expand(&self, short: &str) -> Option<&str> {
        self.abbreviations.get(short).map(String::as_str)
    }

    /// What an id or a title is called: of the kind `node`, `relation`, `body`, `meeting`, `title`, `rank` or `standing`.
    pub fn label(&self, kind: &str, id: &str, language: Language) -> Option<&str> {
        let [vietnamese, english] = self.labels.get(&label_key(kind, id))?;
        Some(match language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        })
    }

    /// The surfaces that the matcher finds, folded, for measuring a plain scan of the same gazetteer.
    pub fn surfaces(&self) -> &[String] {
        &self.surfaces
    }

    /// The type of body with this name.
    pub fn body_type(&self, name: &str) -> Option<&Entry> {
        named(&self.body_types, name).map(|id| self.entry(id))
    }

    /// The words for the kinds of units, in small letters.
    pub(crate) fn level_words(&self) -> impl Iterator<Item = &str> {
        self.level_words.iter().map(|word| &**word)
    }

    /// The first level word of a kind, as its row writes it ("thành phố").
    pub(crate) fn level_word(&self, kind: Particle) -> &str {
        self.particles.get(&kind).map_or("", |&id| self.entry(id).text.as_str())
    }

    /// The country that the gazetteers are about: the row of `foreign_places.tsv` flagged `home`.
    pub(crate) fn is_home(&self, name: &str) -> bool {
        self.home.iter().any(|&id| name.ends_with(&self.entry(id).text))
    }

    /// A Kinh surname, folded.
    pub(crate) fn is_kinh_surname(&self, folded: &str) -> bool {
        self.kinh.contains(folded)
    }

    /// A surname of one of the peoples of the country.
    pub(crate) fn is_surname(&self, folded: &str) -> bool {
        self.kinh.contains(folded) || self.minority.contains(folded)
    }

    /// The rows of `places.tsv` behind an entry.
    pub fn places<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Place> {
        let rows = match &entry.row {
            Row::Place(name) => self.units.of_name(*name),
            _ => &[],
        };
        rows.iter().map(|&row| self.units.row(row))
    }

    /// A middle name that is typed small by a slip (văn, thị): both are rows of `given_syllables.tsv` flagged so.
    pub(crate) fn is_middle_name(&self, folded: &str) -> bool {
        self.middle_names.contains(folded)
    }

    /// The word before a full stop is an abbreviation (TP., PGS., Đ/c.).
    pub(crate) fn is_dotted(&self, folded: &str) -> bool {
        self.dotted.contains(folded)
    }

    /// A word that often opens a sentence ("ngày", "theo").
    pub(crate) fn opens_sentence(&self, folded: &str) -> bool {
        self.openers.contains(folded)
    }

    /// A title whose holder heads the body (Chủ tịch, Giám đốc; not Phó Chủ tịch, Ủy viên).
    pub fn is_head_title(&self, title: &str) -> bool {
        let is_head = |entry: &&Entry| entry.kind == EntryKind::Title && entry.flags.has(Flag::Head);
        let key = |entry: &Entry| crate::text::key(&entry.text);
        let heads = self.heads.get_or_init(|| self.entries.iter().filter(is_head).map(key).collect());
        heads.contains(&crate::text::key(title))
    }
}

/// By the name as normalised text has it, else by its key.
fn named(names: &ByName<EntryId>, name: &str) -> Option<EntryId> {
    let found = names.get(&crate::text::fold_case(name));
    found.or_else(|| names.get(&crate::text::key(name))).copied()
}

/// The entries that fit, in the order of the files.
fn ids(entries: &[Entry], fits: impl Fn(&Entry) -> bool) -> impl Iterator<Item = EntryId> {
    (0..).map(EntryId).zip(entries).filter(move |(_, entry)| fits(entry)).map(|(id, _)| id)
}

/// The first row of each kind.
fn particles(entries: &[Entry]) -> BTreeMap<Particle, EntryId> {
    let mut particles = BTreeMap::new();
    for id in ids(entries, |entry| entry.kind == EntryKind::Particle) {
        if let Row::Particle(kind) = entries[id.0 as usize].row {
            particles.entry(kind).or_insert(id);
        }
    }
    particles
}

/// The key of a row of `labels.tsv`; capitals make no other one.
fn label_key(kind: &str, id: &str) -> String {
    fold_case(&format!("{kind} {}", normalize(id)))
}
