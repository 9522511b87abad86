//! The closed lists of the model: kinds of entity, relations, statuses. Ids are what the wire formats print.
//!
//! Types of body and of meeting are rows of `gazetteers/body_types.tsv` and `gazetteers/meeting_types.tsv`, not variants here.

/// Declares a closed list: an enum, its ids, and the way back from an id.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order in which lists of this kind are printed.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The id that files and gazetteers use.
            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $id),+ }
            }

            /// The ids of all values.
            pub fn ids() -> Vec<&'static str> {
                Self::ALL.iter().map(|value| value.id()).collect()
            }

            /// The value with this id, if there is one.
            pub fn from_id(id: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|value| value.id() == id)
            }
        }
    };
}

closed_list! {
    /// What an entity is.
    EntityKind {
        /// A person with a name.
        Person = "person",
        /// An organisation, or a place that acts as one.
        Body = "body",
        /// People named only as a class, or several bodies as a class.
        Group = "group",
        /// A real event with people gathered.
        Meeting = "meeting",
        /// A place.
        Place = "place",
        /// An office that acts while the article never names its holder.
        Post = "post",
    }
}

closed_list! {
    /// What a stretch of text was read as: an entity kind, a title or a date.
    MentionKind {
        /// A person's name.
        Person = "person",
        /// A body.
        Body = "body",
        /// A class of people or bodies.
        Group = "group",
        /// A meeting.
        Meeting = "meeting",
        /// A place.
        Place = "place",
        /// An office without its holder's name.
        Post = "post",
        /// A title.
        Title = "title",
        /// A date.
        Date = "date",
    }
}

closed_list! {
    /// What an agent did.
    Relation {
        /// Led the meeting.
        Chaired = "chaired",
        /// Gave an instruction.
        Directed = "directed",
        /// Took part.
        Attended = "attended",
    }
}

closed_list! {
    /// How a person stands to a post in the article.
    RoleStatus {
        /// Holds it.
        Current = "current",
        /// Held it once.
        Former = "former",
        /// Is given it in the article.
        Appointed = "appointed",
        /// Gives it up in the article.
        Left = "left",
        /// Fills it for the time being.
        Acting = "acting",
    }
}

impl RoleStatus {
    /// The person is in the post on the day of the article.
    pub fn is_held(self) -> bool {
        matches!(self, RoleStatus::Current | RoleStatus::Appointed | RoleStatus::Acting)
    }
}

closed_list! {
    /// How the article puts an event.
    EventStatus {
        /// As a fact.
        Asserted = "asserted",
        /// As something to come.
        Planned = "planned",
        /// As something that did not happen.
        Negated = "negated",
        /// As what another source says.
        Reported = "reported",
    }
}

closed_list! {
    /// How strongly an instruction is put.
    Strength {
        /// chỉ đạo, yêu cầu, giao, phân công.
        Order = "order",
        /// đề nghị.
        Request = "request",
        /// lưu ý, nhắc nhở.
        Reminder = "reminder",
    }
}

closed_list! {
    /// The level of the state on which a body or a place stands.
    Level {
        /// The whole country.
        Central = "central",
        /// A province or a centrally-run city.
        Province = "province",
        /// A district, town or provincial city (until 30 June 2025).
        District = "district",
        /// A commune, ward or township.
        Commune = "commune",
        /// Outside the levels: companies, schools, foreign bodies.
        None = "none",
    }
}

closed_list! {
    /// The branch of power to which a body belongs.
    Branch {
        /// The Party.
        Party = "party",
        /// Government, people's committees and their departments.
        State = "state",
        /// National Assembly and people's councils.
        Council = "council",
        /// The Fatherland Front.
        Front = "front",
        /// Trade union, youth, women, farmers, veterans.
        Union = "union",
        /// Army and police.
        Armed = "armed",
        /// Courts and procuracies.
        Judiciary = "judiciary",
    }
}

closed_list! {
    /// The part of the day on which a meeting was held.
    Session {
        /// sáng.
        Morning = "morning",
        /// trưa.
        Noon = "noon",
        /// chiều.
        Afternoon = "afternoon",
        /// tối, đêm.
        Evening = "evening",
    }
}

closed_list! {
    /// What told the place of a body that is printed without one.
    PlaceSource {
        /// The text of the article.
        Text = "text",
        /// The place in its dateline.
        Dateline = "dateline",
        /// Who published it, by name or host.
        Publisher = "publisher",
    }
}

closed_list! {
    /// What was seen in an article and not settled.
    NoteKind {
        /// A day and month whose year neither the text nor the dateline gives.
        DateWithoutYear = "date_without_year",
        /// A short name or pronoun with no full name to resolve to.
        UnresolvedReference = "unresolved_reference",
        /// The text and the metadata disagree on a field; the text wins.
        MetadataDiffers = "metadata_differs",
        /// One office is said of several people.
        AmbiguousOffice = "ambiguous_office",
        /// Several units have the place's name, and nothing in the article decides between them.
        AmbiguousPlace = "ambiguous_place",
    }
}

closed_list! {
    /// A language in which ids and titles have names of their own.
    Language {
        /// Vietnamese.
        Vietnamese = "vi",
        /// English.
        English = "en",
    }
}

closed_list! {
    /// What a link between two stretches of an annotated text says.
    LinkKind {
        /// Both name one entity.
        SameAs = "same_as",
        /// Person to title.
        Holds = "holds",
        /// Title to body.
        Of = "of",
        /// Who to the meeting.
        Chaired = "chaired",
        /// Who to whom, or to the meeting.
        Directed = "directed",
        /// Who to the meeting.
        Attended = "attended",
    }
}

impl LinkKind {
    /// What somebody did, where the link says so.
    pub fn relation(self) -> Option<Relation> {
        Relation::from_id(self.id())
    }
}
