//! The closed list of reasons why a row of gold and the facts do not agree.

/// Declares the list: variants, ids and meanings, the last also as documentation.
macro_rules! causes {
    ($($name:ident = $id:literal: $about:literal),+ $(,)?) => {
        /// Why a row was missed, found without ground, or found almost right.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Cause { $(#[doc = $about] $name),+ }

        impl Cause {
            /// Every cause, in the order of reports.
            pub const ALL: &'static [Cause] = &[$(Cause::$name),+];

            /// The name that reports use.
            pub fn id(self) -> &'static str {
                match self { $(Cause::$name => $id),+ }
            }

            /// What it means, in one sentence.
            pub fn about(self) -> &'static str {
                match self { $(Cause::$name => $about),+ }
            }
        }
    };
}

causes! {
    PersonNotFound = "person_not_found": "No person of that name is in the facts.",
    PersonDiffers = "person_differs": "The person is found under another name, which shares at least half of the words.",
    PersonUnfounded = "person_unfounded": "Gold knows no such person.",
    TitleDiffers = "title_differs": "Person and body are right, the title is another.",
    BodyDiffers = "body_differs": "Person and title are right, the body is another.",
    BodyUnresolved = "body_unresolved": "The short form of the body is right, its full form is not.",
    StatusDiffers = "status_differs": "The post is right, its status is another.",
    HolderDiffers = "holder_differs": "The post is right, but somebody else is said to hold it.",
    MeetingNotFound = "meeting_not_found": "No meeting of the facts stands for the meeting.",
    MeetingUnfounded = "meeting_unfounded": "Gold knows no such meeting.",
    MeetingMerged = "meeting_merged": "One meeting of the facts fits two of gold, and stands for the other one.",
    MeetingSplit = "meeting_split": "One meeting of gold is fitted by two of the facts, and the other one stands for it.",
    MeetingDiffers = "meeting_differs": "The agent is right, the meeting is another that gold knows.",
    NameDiffers = "name_differs": "The meeting is right, its name shares too few words.",
    DateDiffers = "date_differs": "The meeting is right, its date is another.",
    DateMissing = "date_missing": "The meeting is right, and only gold has its date.",
    DateUnfounded = "date_unfounded": "The meeting is right, and only the facts have a date.",
    AgentNotFound = "agent_not_found": "No body of the facts is the one that acts.",
    AgentDiffers = "agent_differs": "Meeting or target are right, the agent is another.",
    TargetNotFound = "target_not_found": "Nothing in the facts is the one who is told.",
    TargetDiffers = "target_differs": "The agent is right, and the same words or instruction go to another target.",
    CutShort = "cut_short": "The name of agent or target lacks words that gold has.",
    TooLong = "too_long": "The name of agent or target has more words than gold.",
    NotAsserted = "not_asserted": "The event is found as planned, negated or reported, not as a fact.",
    RelationDiffers = "relation_differs": "Agent and target are right, the event is of another type.",
    KindDiffers = "kind_differs": "The event is right, but a person stands for a body, or a body for a meeting, or the other way round.",
    ContentDiffers = "content_differs": "The instruction is found, its words share too little.",
    Twice = "twice": "It fits a row that another one already stands for.",
    Missing = "missing": "All that it takes is found, and the post or event is not.",
    Unfounded = "unfounded": "Gold has no such post or event.",
}
