//! What a row of a gazetteer says: kind, canonical text, flags, and the columns of its kind.

use std::fmt;
use std::sync::Arc;

use super::kin::Life;
use crate::vocab::{Level, Strength};

/// Index of an entry in its lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// Declares ids that stand in gazetteer columns.
macro_rules! ids {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// As written in a gazetteer.
            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $id),+ }
            }

            /// From a gazetteer.
            pub fn from_id(id: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|value| value.id() == id)
            }
        }
    };
}

ids! {
    /// Which file a row stands in, so what kind of word it is.
    EntryKind {
        Title = "title", BodyType = "body_type", Body = "body", Place = "place", Country = "country",
        Sector = "sector", Surname = "surname", Given = "given", Honorific = "honorific", Rank = "rank",
        Meeting = "meeting", Verb = "verb", Particle = "particle", Group = "group", Person = "person",
    }
}

ids! {
    /// What a small word does.
    Particle {
        Deputy = "deputy", Former = "former", Acting = "acting", ActingPost = "acting_post", New = "new",
        TitleSuffix = "title_suffix", Concurrent = "concurrent", Plural = "plural", Year = "year",
        About = "about", And = "and", Copula = "copula", Has = "has", Undertakes = "undertakes", HasPlural = "has_plural",
        Member = "member", MemberWeak = "member_weak", MemberClass = "member_class", Negation = "negation",
        Planned = "planned", Future = "future", Hypothetical = "hypothetical", Purpose = "purpose", Aside = "aside", After = "after", Recent = "recent", Tail = "tail", Matter = "matter", Relative = "relative", When = "when",
        Modal = "modal", ModalWeak = "modal_weak", LeadAgency = "lead_agency", WithAgency = "with_agency",
        Passive = "passive", PassiveOrder = "passive_order", By = "by", ByChair = "by_chair",
        According = "according", Behalf = "behalf", At = "at", From = "from", To = "to", Destination = "destination", Of = "of",
        Inspects = "inspects", AboutTopic = "about_topic", Toward = "toward", TowardWeak = "toward_weak", Side = "side",
        SideWeak = "side_weak", Venue = "venue", Past = "past", Adverb = "adverb", InWhich = "in_which",
        Document = "document", Term = "term", Ordinal = "ordinal", NameGuard = "name_guard",
        Credit = "credit", SessionMorning = "session_morning", SessionNoon = "session_noon",
        SessionAfternoon = "session_afternoon", SessionEvening = "session_evening", Day = "day",
        Today = "today", Yesterday = "yesterday", SameDay = "same_day", Month = "month",
        LevelProvince = "level_province", LevelCity = "level_city", LevelDistrict = "level_district",
        LevelCommune = "level_commune", LevelCountry = "level_country", LevelState = "level_state", Into = "into", Hear = "hear", Under = "under", LevelCentral = "level_central",
        LevelAny = "level_any", Tier = "tier", Deictic = "deictic", Press = "press", SpeakTo = "speak_to", PressNoun = "press_noun",
        Pronoun = "pronoun", Clause = "clause", Descriptor = "descriptor", Inner = "inner", Compound = "compound", Referred = "referred", Held = "held", NounBefore = "noun_before",
        NounAfter = "noun_after", Anaphor = "anaphor", SendTo = "send_to", Then = "then", Between = "between", For = "for", Companion = "companion",
        Born = "born", Age = "age", Issue = "issue", Branch = "branch", Replace = "replace", Once = "once", LastYear = "last_year", Role = "role", NameLink = "name_link", Enumerator = "enumerator", Tasks = "tasks", Example = "example", Beside = "beside", Report = "report", Agenda = "agenda", Behind = "behind", Progressive = "progressive", Theme = "theme", Notably = "notably",
    }
}

ids! {
    /// What a verb says was done.
    Act {
        Chair = "chair", Lead = "lead", Attend = "attend", Accompany = "accompany", Presence = "presence",
        Receive = "receive", Meet = "meet", Visit = "visit", Speak = "speak", Say = "say",
        Conclude = "conclude", Direct = "direct", DirectMeeting = "direct_meeting", Organize = "organize",
        Appoint = "appoint", Hold = "hold", Leave = "leave", HandOver = "hand_over", Other = "other",
    }
}

ids! {
    /// What else a row says; a row may carry several.
    Flag {
        Head = "head", MemberTitle = "member", Whole = "whole", Weak = "weak", AliasesOnly = "aliases_only",
        TakesPlace = "place", TakesSector = "sector", Named = "named", Outer = "outer",
        Numbered = "numbered", Bare = "bare", Short = "short", Lower = "lower", Strong = "strong",
        Visit = "visit", Rite = "rite", Narrow = "narrow", SelfMeeting = "self", Again = "again",
        Attends = "attends", Chairs = "chairs", Pronoun = "pronoun", Plural = "plural", Prefix = "prefix",
        Comrade = "comrade", Mr = "mr", Foreign = "foreign", Religious = "religious", Military = "military",
        Degree = "degree", Honour = "honour", BodyClass = "body", PeopleClass = "people",
        Historical = "historical", Kinh = "kinh", Minority = "minority", City = "city", Region = "region",
        Country = "country", Family = "family", PrefixOk = "prefix_ok", Generic = "generic", Middle = "middle", Descriptive = "descriptive", AnyHead = "any_head", ImpliedCity = "implied_city", Home = "home", Capital = "capital", Petition = "petition", Inherits = "inherits", Speaker = "speaker", FreeName = "free_name", Director = "director", Guest = "guest", Spokesman = "spokesman", Acting = "acting", Part = "part", Party = "party", Joint = "joint", Governs = "governs", Lone = "lone", Given = "given",
    }
}

ids! {
    /// How the body above another is found.
    Step {
        // It exists once, and the rule has its name; it is of the rule's type, at the same unit; the same at the unit above; it has the
        // same type word, at the unit above.
        Once = "once", Same = "same", Up = "up", Like = "like",
    }
}

/// A set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u64);

impl Flags {
    /// Holds this flag.
    pub fn has(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u64) != 0
    }

    /// With this flag too.
    pub fn with(self, flag: Flag) -> Flags {
        Flags(self.0 | 1 << flag as u64)
    }
}

/// One word or phrase that the program knows.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What kind of word it is.
    pub kind: EntryKind,
    /// The canonical form; a surface may be an alias of it.
    pub text: String,
    /// What the row says of it.
    pub flags: Flags,
    /// The columns of its kind.
    pub row: Row,
    /// Where it stands.
    pub source: Source,
    /// A sentence in which the row fires.
    pub example: String,
}

/// File and line of a row; nothing where no row was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source(Option<(Arc<str>, u32)>);

impl Source {
    /// A line, from 1, of a file.
    pub fn new(file: Arc<str>, line: u32) -> Source {
        Source(Some((file, line)))
    }

    /// Name or path of the file.
    pub fn file(&self) -> &str {
        self.0.as_ref().map_or("", |(file, _)| file)
    }

    /// Line, from 1; 0 where no row was read.
    pub fn line(&self) -> u32 {
        self.0.as_ref().map_or(0, |(_, line)| *line)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some((file, line)) => write!(f, "{file}:{line}"),
            None => Ok(()),
        }
    }
}

impl Entry {
    /// File and line, as errors and explanations print it.
    pub fn source(&self) -> Source {
        self.source.clone()
    }
}

/// The columns that only one kind of row has.
#[derive(Clone, Debug)]
pub enum Row {
    /// No further columns.
    Plain,
    /// A title: the body word inside it, and the body it names by itself.
    Title {
        /// The body word that the title carries ("Ban" in "Trưởng Ban").
        heads: String,
        /// The body that the title names ("Tỉnh ủy" in "Tỉnh ủy viên").
        body: String,
    },
    /// A type of body, or a body that exists once.
    Body {
        /// Type id.
        type_id: String,
        /// Level, where the type fixes it.
        level: Option<Level>,
        /// Place, where the row gives one.
        place: String,
        /// What else is told of it.
        facts: Box<BodyFacts>,
    },
    /// A meeting type.
    Meeting {
        /// Type id.
        type_id: String,
    },
    /// A verb.
    Verb {
        /// What was done.
        act: Act,
        /// How strongly an instruction is put.
        strength: Option<Strength>,
    },
    /// A particle.
    Particle(Particle),
    /// A name of administrative units, by its number among them.
    Place(u32),
}

/// What few bodies have.
#[derive(Clone, Debug, Default)]
pub struct BodyFacts {
    /// The level words of the units whose body the type names ("huyện" for Huyện ủy).
    pub unit_words: Vec<String>,
    /// When a body that exists once was.
    pub life: Life,
    /// Names of the bodies that took over from it.
    pub into: Vec<String>,
}
