//! A gold file -> what a careful reader found in an article; what breaks its form is an error with file, place, value and rule.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::metric::Metric;
use super::name::Name;
use super::normal;
use super::post::Post;
use crate::vocab::{Relation, RoleStatus};

/// What an article says, by hand.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The `doc.id` of the facts it is compared with.
    pub id: String,
    pub(super) people: Vec<Name>,
    /// The name in `people` for each other form of it, in its normal form.
    aliases: BTreeMap<String, String>,
    /// Names that are neither right nor wrong to find.
    ignore: BTreeSet<String>,
    pub(super) posts: Vec<GoldPost>,
    pub(super) meetings: Vec<GoldMeeting>,
    /// Those chaired, then those attended, then the instructions.
    pub(super) events: Vec<GoldEvent>,
}

#[derive(Clone, Debug)]
pub(super) struct GoldPost {
    pub(super) post: Post,
    pub(super) optional: bool,
}

#[derive(Clone, Debug)]
pub(super) struct GoldMeeting {
    pub(super) name: Name,
    pub(super) date: Option<String>,
    pub(super) optional: bool,
}

#[derive(Clone, Debug)]
pub(super) struct GoldEvent {
    pub(super) metric: Metric,
    pub(super) relation: Relation,
    pub(super) who: Name,
    pub(super) target: GoldTarget,
    pub(super) content: Option<Name>,
    pub(super) optional: bool,
}

#[derive(Clone, Debug)]
pub(super) enum GoldTarget {
    /// Index into the meetings.
    Meeting(usize),
    Party(Name),
}

/// What is wrong with a gold file: file, place, value, rule.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// No JSON, or a key is missing or of another type.
    #[error("{file}:{line}: {rule}")]
    Json {
        /// The file.
        file: String,
        /// From 1.
        line: usize,
        /// What was found, and what should stand there.
        rule: String,
    },
    /// A value that may not stand where it does.
    #[error("{file}: {key}: {value:?} {rule}")]
    Value {
        /// The file.
        file: String,
        /// Which key: `chaired[2].meeting`.
        key: String,
        /// What it holds.
        value: String,
        /// What is wrong with that.
        rule: String,
    },
}

impl Gold {
    /// Reads a gold file; keys that are not compared are ignored. `file` is its name in errors.
    ///
    /// # Errors
    /// No JSON; a key that is missing or of another type; a status that does not exist; two meetings of one id; a meeting
    /// that the file does not have; one alias of two people.
    pub fn read(json: &str, file: &str) -> Result<Gold, GoldError> {
        let wire: WireGold = serde_json::from_str(json).map_err(|error| no_json(&error, file))?;
        wire.gold(file)
    }

    /// The name that gold uses for a name or for another form of it.
    pub(super) fn called<'n>(&'n self, name: &'n str) -> &'n str {
        self.aliases.get(&normal(name)).map_or(name, String::as_str)
    }

    pub(super) fn ignores(&self, name: &Name) -> bool {
        self.ignore.contains(&name.normal)
    }

    pub(super) fn is_person(&self, name: &Name) -> bool {
        self.people.iter().any(|person| person.same(name))
    }
}

fn no_json(error: &serde_json::Error, file: &str) -> GoldError {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let rule = error.to_string().trim_end_matches(&place).to_owned();
    GoldError::Json { file: file.to_owned(), line: error.line(), rule }
}

#[derive(Deserialize)]
struct WireGold {
    id: String,
    people: Vec<String>,
    #[serde(default)]
    aliases: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    ignore: Vec<String>,
    roles: Vec<WireRole>,
    #[serde(default)]
    meetings: Vec<WireMeeting>,
    chaired: Vec<WireChaired>,
    attended: Vec<WireAttended>,
    directed: Vec<WireDirected>,
}

#[derive(Deserialize)]
struct WireRole {
    person: String,
    title: String,
    body: String,
    body_full: Option<String>,
    status: Option<String>,
    optional: Option<bool>,
}

#[derive(Deserialize)]
struct WireMeeting {
    id: String,
    name: String,
    date: Option<String>,
    optional: Option<bool>,
}

#[derive(Deserialize)]
struct WireChaired {
    who: String,
    meeting: String,
    optional: Option<bool>,
}

#[derive(Deserialize)]
struct WireAttended {
    who: String,
    kind: WireKind,
    meeting: String,
    optional: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WireKind {
    Person,
    Body,
}

#[derive(Deserialize)]
struct WireDirected {
    who: String,
    target: String,
    content: Option<String>,
    optional: Option<bool>,
}

impl WireGold {
    fn gold(self, file: &str) -> Result<Gold, GoldError> {
        let fail = |key: String, value: &str, rule: &str| GoldError::Value {
            file: file.to_owned(),
            key,
            value: value.to_owned(),
            rule: rule.to_owned(),
        };
        let numbers =
            self.numbers().map_err(|(at, id)| fail(format!("meetings[{at}].id"), &id, "stands twice"))?;
        let aliases = self.aliases_by_form().map_err(|(name, form)| {
            fail(format!("aliases[{name:?}]"), &form, "is an alias of somebody else too")
        })?;
        let meeting = |list: &str, at: usize, id: &str| {
            let number = numbers.get(id).copied().map(GoldTarget::Meeting);
            number.ok_or_else(|| fail(format!("{list}[{at}].meeting"), id, "is not the id of a meeting"))
        };
        let mut posts = Vec::new();
        for (at, row) in self.roles.into_iter().enumerate() {
            posts.push(
                row.post().map_err(|status| fail(format!("roles[{at}].status"), &status, &statuses()))?,
            );
        }
        let mut events = Vec::new();
        for (at, row) in self.chaired.iter().enumerate() {
            events.push(row.event(meeting("chaired", at, &row.meeting)?));
        }
        for (at, row) in self.attended.iter().enumerate() {
            events.push(row.event(meeting("attended", at, &row.meeting)?));
        }
        events.extend(self.directed.into_iter().map(|row| row.event(&numbers)));
        Ok(Gold {
            id: self.id,
            people: self.people.iter().map(|name| Name::new(name)).collect(),
            aliases,
            ignore: self.ignore.iter().map(|name| normal(name)).collect(),
            posts,
            meetings: self.meetings.into_iter().map(WireMeeting::meeting).collect(),
            events,
        })
    }

    /// The place of each meeting in the list by its id, or the meeting whose id another one has.
    fn numbers(&self) -> Result<BTreeMap<String, usize>, (usize, String)> {
        let mut numbers = BTreeMap::new();
        for (at, meeting) in self.meetings.iter().enumerate() {
            if numbers.insert(meeting.id.clone(), at).is_some() {
                return Err((at, meeting.id.clone()));
            }
        }
        Ok(numbers)
    }

    /// The name for each of its other forms, or the name with a form that another one has.
    fn aliases_by_form(&self) -> Result<BTreeMap<String, String>, (String, String)> {
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for (name, forms) in &self.aliases {
            for form in forms {
                if names.insert(normal(form), name.clone()).is_some_and(|other| other != *name) {
                    return Err((name.clone(), form.clone()));
                }
            }
        }
        Ok(names)
    }
}

fn statuses() -> String {
    let ids: Vec<_> = RoleStatus::ALL.iter().map(|status| status.id()).collect();
    format!("is not one of {}", ids.join(", "))
}

impl WireRole {
    /// The post, or the status that does not exist.
    fn post(self) -> Result<GoldPost, String> {
        let status = self.status.map_or(Ok(RoleStatus::Current), |id| RoleStatus::from_id(&id).ok_or(id))?;
        let post = Post {
            person: Name::new(&self.person),
            title: Name::new(&self.title),
            body: Name::new(&self.body),
            body_full: self.body_full.as_deref().map(Name::new),
            status,
        };
        Ok(GoldPost { post, optional: self.optional.unwrap_or(false) })
    }
}

impl WireMeeting {
    fn meeting(self) -> GoldMeeting {
        let date = self.date.filter(|date| !date.is_empty());
        GoldMeeting { name: Name::new(&self.name), date, optional: self.optional.unwrap_or(false) }
    }
}

impl WireChaired {
    fn event(&self, target: GoldTarget) -> GoldEvent {
        GoldEvent {
            metric: Metric::Chaired,
            relation: Relation::Chaired,
            who: Name::new(&self.who),
            target,
            content: None,
            optional: self.optional.unwrap_or(false),
        }
    }
}

impl WireAttended {
    fn event(&self, target: GoldTarget) -> GoldEvent {
        GoldEvent {
            metric: match self.kind {
                WireKind::Person => Metric::AttendedPeople,
                WireKind::Body => Metric::AttendedBodies,
            },
            relation: Relation::Attended,
            who: Name::new(&self.who),
            target,
            content: None,
            optional: self.optional.unwrap_or(false),
        }
    }
}

impl WireDirected {
    fn event(self, meetings: &BTreeMap<String, usize>) -> GoldEvent {
        let meeting = meetings.get(&self.target).copied();
        GoldEvent {
            metric: meeting.map_or(Metric::DirectedTarget, |_| Metric::DirectedMeeting),
            relation: Relation::Directed,
            who: Name::new(&self.who),
            target: meeting.map_or_else(|| GoldTarget::Party(Name::new(&self.target)), GoldTarget::Meeting),
            content: self.content.filter(|content| !content.is_empty()).map(|content| Name::new(&content)),
            optional: self.optional.unwrap_or(false),
        }
    }
}
