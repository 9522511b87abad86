//! Posts said of a person -> roles; the same post in a short and a long form is one role.

use super::{At, EntityIndex, Resolver, Role};
use crate::lexicon::{EntryKind, Flag, Particle};
use crate::mention::{Actor, BodyPhrase, Phrase, Post, Who};
use crate::text::{Span, TokenKind, fold_case};
use crate::vocab::RoleStatus;

/// Tokens at the head of a sentence in which it says from when to when something was.
const STAY: usize = 8;

/// Type id of the Politburo and the other central bodies of the party: no ministry, though "Bộ Chính trị" begins like one.
const PARTY_CENTRE: &str = "party_central";

/// Type id of the committees of the party below its centre.
const PARTY_COMMITTEE: &str = "party_committee";

/// Type id of those who lead a whole organisation, not one of its departments.
const STANDING: &str = "standing_body";

/// Type ids of what every unit has.
const OF_UNIT: [&str; 2] = ["people_committee", "people_council"];

/// Type ids of what every state has one of.
const STATE: [&str; 3] = ["ministry", "government", "national_assembly"];

impl Resolver<'_, '_> {
    /// The posts beside every full name.
    pub(super) fn roles(&mut self) {
        for at in self.actors() {
            if let (Who::Name(_), Some(person)) = (self.who(at).clone(), self.settled(at)) {
                self.say_posts(at, person);
            }
        }
    }

    /// Writes down the posts that a phrase says of a person.
    pub(super) fn say_posts(&mut self, at: At, person: EntityIndex) {
        let actor = self.actor(at).clone();
        let over = self.tells_of_a_stay(at.0);
        for (i, post) in actor.posts.iter().enumerate() {
            if over && !before_name(&actor, post) {
                continue;
            }
            let role = self.role(at, &actor, i, post, person);
            if self.out.said.insert((person, role.title.clone(), role.body, role.status)) {
                self.out.add_role(role);
            }
        }
    }

    /// "Từ năm 2001 đến năm 2006, ông A là ...": stations of a life, over in a year that is told.
    fn tells_of_a_stay(&self, line: usize) -> bool {
        let start = self.lines[line].sentence.span.start;
        let ends = |at: usize| {
            let year = self.scan.particle(at, Particle::To);
            year.is_some_and(|year| {
                let told = self.scan.any_particle(year, &[Particle::Year, Particle::Month]).is_some();
                told || self.scan.tokens.get(year).is_some_and(|token| token.kind == TokenKind::Number)
            })
        };
        let from = self.scan.particle(start, Particle::From);
        let began =
            from.is_some_and(|at| self.scan.any_particle(at, &[Particle::Year, Particle::Month]).is_some());
        began && (start..start + STAY).any(ends)
    }

    fn role(&mut self, at: At, actor: &Actor, index: usize, post: &Post, person: EntityIndex) -> Role {
        let body = match (&post.body, &post.own_body) {
            (Some(body), _) => {
                let near = self.with_neighbour(&self.housed(body, at), actor, index);
                let placed = self.abroad(&near, actor, at).or_else(|| self.placed_elsewhere(&near));
                let placed = placed.unwrap_or_else(|| self.under_ministry(&near, at));
                Some(self.taken_up(&placed, at).unwrap_or_else(|| self.body(&placed)))
            }
            (None, Some(word)) => Some(self.own_body(word, post)),
            (None, None) => None,
        };
        if body.is_none()
            && !post.whole
            && let Some(implied) = self.implied_body(actor, index, at)
        {
            self.implied.entry((person, post.title.clone())).or_insert(implied);
        }
        let line = at.0;
        Role {
            person,
            title: post.title.clone(),
            title_span: post.title_span,
            body,
            body_span: post.body.as_ref().map(|body| self.without_short_form(body.span)),
            body_word: post.own_body.clone().filter(|_| post.body.is_none()),
            status: post.status,
            span: post.span,
            line,
            head: post.head,
            whole: post.whole,
            rule: if before_name(actor, post) { "role.before_name" } else { "role.apposition" },
            row: post.row.clone(),
        }
    }

    /// A body as printed, without "(UBCKNN)" behind it.
    fn without_short_form(&self, span: Span) -> Span {
        let open = span.end.saturating_sub(3);
        let short = open > span.start && self.scan.mark(open, '(') && self.scan.mark(span.end - 1, ')');
        Span::new(span.start, if short { open } else { span.end })
    }

    /// A post that the article nowhere says a body of takes the one implied where it is first said.
    pub(super) fn imply_bodies(&mut self) {
        for at in 0..self.out.roles.len() {
            let role = &self.out.roles[at];
            if role.body.is_none()
                && let Some(body) = self.implied.remove(&(role.person, role.title.clone()))
                && !(self.is_abroad(&body) && self.is_vietnamese(role.person))
            {
                let body = self.body(&body);
                if !self.headed_by_another(at, body) {
                    self.out.roles[at].body = Some(body);
                }
            }
        }
    }

    /// Somebody else is said to head the body in the same post.
    fn headed_by_another(&self, at: usize, body: EntityIndex) -> bool {
        let own = &self.out.roles[at];
        let current = |status: RoleStatus| status == RoleStatus::Current;
        own.head
            && self.out.roles.iter().any(|role| {
                role.person != own.person
                    && role.body == Some(body)
                    && role.title == own.title
                    && current(role.status)
                    && current(own.status)
            })
    }

    /// The body of a title printed alone: of the colleague named before it in the sentence ("A, Viện trưởng Viện X; B, Phó Viện
    /// trưởng"), else the last one whose type word follows it ("Phó Giám đốc | Học viện"), else the last one that such a title belongs to
    /// ("Thứ trưởng" behind "Bộ Y tế").
    fn implied_body(&self, actor: &Actor, index: usize, at: At) -> Option<BodyPhrase> {
        let post = &actor.posts[index];
        let phrases = &self.lines[at.0].phrases[..at.1];
        let before = phrases.iter().rev().filter_map(|phrase| match phrase {
            Phrase::Actor(actor) => Some(actor),
            _ => None,
        });
        let office = fold_case(&post.office);
        let mut colleagues = before
            .flat_map(|actor| actor.posts.iter().rev())
            .filter(|other| fold_case(&other.office) == office)
            .filter_map(|other| other.body.as_ref());
        if let Some(body) = colleagues.next() {
            // "A, Thứ trưởng Bộ X; B, Thứ trưởng Bộ Y; C, Thứ trưởng": nobody can tell.
            let one = colleagues.all(|other| fold_case(&other.head) == fold_case(&body.head));
            return one.then(|| body.clone());
        }
        if let Some((_, kind)) = self.scan.longest(post.span.end, EntryKind::BodyType) {
            let meant = Some(&kind.text).filter(|_| self.scan.capital(post.span.end));
            return meant.and_then(|word| self.last_named(word, None, at));
        }
        let title = self.scan.longest(post.title_span.start, EntryKind::Title);
        if title.is_some_and(|(_, row)| row.flags.has(Flag::Director)) {
            return self.host.get_or_init(|| self.host_body()).clone();
        }
        // "Ban Thường vụ Đảng ủy xã, đồng chí A, Phó Bí thư Thường trực"
        if title.is_some_and(|(_, row)| row.flags.has(Flag::Party)) {
            if let Some(committee) = self.committee_beside(actor, index) {
                return Some(committee);
            }
            let party = |body: &BodyPhrase| body.type_id == PARTY_COMMITTEE;
            let last = self.last_before(at, party)?;
            return last.outer.as_deref().filter(|outer| party(outer)).cloned().or(Some(last));
        }
        if post.heads.is_empty() {
            return None;
        }
        self.last_named(&post.heads, None, at).filter(|body| body.type_id != PARTY_CENTRE)
    }

    /// "Phó Bí thư | , Chủ tịch UBND huyện Bắc Hà": the committee of the party in the unit of whose council or committee the post beside is.
    fn committee_beside(&self, actor: &Actor, index: usize) -> Option<BodyPhrase> {
        let (before, after) = actor.posts.split_at(index);
        let mut beside = after[1..].iter().chain(before.iter().rev()).filter_map(|post| post.body.as_ref());
        let own = |body: &&BodyPhrase| OF_UNIT.contains(&body.type_id.as_str());
        let place = beside.find(own).and_then(|body| body.place.clone())?;
        let entry = self.scan.lexicon.type_at(PARTY_COMMITTEE, &place.level_word)?;
        let title = after[0].title_span.start;
        Some(BodyPhrase::of_row(Span::new(title, title), entry)?.at_unit(place))
    }

    /// A committee without a body above takes that of the next post, else the one that the article is about.
    fn with_neighbour(&self, body: &BodyPhrase, actor: &Actor, index: usize) -> BodyPhrase {
        match neighbour(body, actor, index) {
            Some(placed) => placed,
            None if lacks_above(body) => {
                let host = self.host.get_or_init(|| self.host_body()).clone();
                BodyPhrase { outer: host.map(Box::new), ..body.clone() }
            }
            None => body.clone(),
        }
    }

    /// "Đoàn Chính phủ Lào ...; Souphanh K., Bộ trưởng Bộ Tài chính": the state body of a person whose name is not
    /// Vietnamese is that of the country named last before it.
    fn abroad(&self, body: &BodyPhrase, actor: &Actor, at: At) -> Option<BodyPhrase> {
        let Who::Name(name) = actor.who else { return None };
        let open = body.place.is_none() && body.outer.is_none() && !body.bare;
        if !open || !STATE.contains(&body.type_id.as_str()) || !self.strange(name) {
            return None;
        }
        let place = self.last_before(at, |other| self.is_abroad(other))?.place;
        Some(BodyPhrase { place, unique: false, ..body.clone() })
    }

    /// A name that begins with no surname of this country and has a syllable that no name here has.
    fn strange(&self, name: Span) -> bool {
        self.scan.longest(name.start, EntryKind::Surname).is_none()
            && (name.start..name.end).any(|at| self.scan.longest(at, EntryKind::Given).is_none())
    }

    /// The school, hospital or company that the article is about.
    pub(super) fn host_body(&self) -> Option<BodyPhrase> {
        let mut counts: std::collections::BTreeMap<String, (usize, BodyPhrase)> =
            std::collections::BTreeMap::new();
        for at in self.actors() {
            let own = match self.who(at) {
                Who::Body(body) => Some(body),
                _ => None,
            };
            let posted = self.actor(at).posts.iter().filter_map(|post| post.body.as_ref());
            for body in own.into_iter().chain(posted) {
                if matches!(body.type_id.as_str(), "school" | "hospital" | "company" | "bank" | "institute") {
                    counts.entry(fold_case(&body.head)).or_insert_with(|| (0, body.clone())).0 += 1;
                }
            }
        }
        counts
            .into_values()
            .filter(|(count, _)| *count > 1)
            .max_by_key(|(count, _)| *count)
            .map(|(_, body)| body)
    }

    /// The body that a title names by itself, read as if it were printed.
    fn own_body(&mut self, word: &str, post: &Post) -> EntityIndex {
        let read =
            self.scan.lexicon.body_type(word).and_then(|entry| BodyPhrase::of_row(post.title_span, entry));
        if let Some(body) = read {
            let body = BodyPhrase { takes_place: true, takes_outer: false, bare: true, ..body };
            let name = self.body_name(&body, post.span.start);
            return self.out.intern(crate::vocab::EntityKind::Body, &name);
        }
        self.out.intern(crate::vocab::EntityKind::Body, word)
    }

    /// Merges roles that say the same post: the fuller form stays, the first place in the text counts.
    pub(super) fn merge_roles(&mut self) {
        self.out.held.clear();
        for role in std::mem::take(&mut self.out.roles) {
            let mut kept = self.out.held.get(&role.person).into_iter().flatten().copied();
            match kept.find(|&at| self.same_post(&self.out.roles[at], &role)) {
                Some(at) => {
                    let first = &self.out.roles[at];
                    if self.fuller(first, &role) {
                        let status = stronger(first.status, role.status);
                        self.out.roles[at] = Role { status, ..role };
                    }
                }
                None => self.out.add_role(role),
            }
        }
    }

    /// Of one person.
    fn same_post(&self, a: &Role, b: &Role) -> bool {
        if (a.status == RoleStatus::Former) != (b.status == RoleStatus::Former) {
            return false;
        }
        let (ta, tb) = (fold_case(&a.title), fold_case(&b.title));
        let title = ta == tb || ta.starts_with(&format!("{tb} ")) || tb.starts_with(&format!("{ta} "));
        title && self.bodies_agree(a.body, b.body)
    }

    fn bodies_agree(&self, a: Option<EntityIndex>, b: Option<EntityIndex>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return true };
        let (na, nb) = (fold_case(&self.out.list[a].name), fold_case(&self.out.list[b].name));
        let place = |e: EntityIndex| self.out.list[e].type_id.as_deref() == Some("place");
        na == nb
            || na.starts_with(&format!("{nb} "))
            || nb.starts_with(&format!("{na} "))
            || place(a) && nb.ends_with(&na)
            || place(b) && na.ends_with(&nb)
            || (self.out.list[a].foreign || self.out.list[b].foreign) && same_abroad(&na, &nb)
            || self.without_levels(&na) == self.without_levels(&nb)
    }

    /// "Thành ủy thành phố Hà Nội" and "Thành ủy Hà Nội": a folded name without the words for the levels of units.
    fn without_levels(&self, name: &str) -> String {
        let mut rest = name.to_string();
        for word in self.scan.lexicon.level_words() {
            rest = rest.replace(&format!(" {word} "), " ");
        }
        rest
    }

    /// The second form says more than the first.
    fn fuller(&self, first: &Role, second: &Role) -> bool {
        let length =
            |role: &Role| role.title.len() + role.body.map_or(0, |body| self.out.list[body].name.len() + 100);
        let is_place =
            |role: &Role| role.body.is_some_and(|b| self.out.list[b].type_id.as_deref() == Some("place"));
        if is_place(first) != is_place(second) && second.body.is_some() && first.body.is_some() {
            return is_place(first);
        }
        length(second) > length(first)
    }
}

/// "Bí thư Đảng ủy, Chính ủy Quân đoàn 34": a committee without a body above it under that of the post beside it, the next one first.
pub(crate) fn neighbour(body: &BodyPhrase, actor: &Actor, index: usize) -> Option<BodyPhrase> {
    let fits = |other: &&BodyPhrase| {
        !other.bare
            && !other.short
            && other.type_id != body.type_id
            && other.type_id != PARTY_CENTRE
            && other.head != body.head
            && !other.outer.as_ref().is_some_and(|outer| outer.bare)
    };
    let (before, after) = actor.posts.split_at(index);
    let mut beside = after[1..].iter().chain(before.iter().rev()).filter_map(|post| post.body.as_ref());
    let mut above = beside.find(fits).filter(|_| lacks_above(body))?;
    while let Some(outer) = above.outer.as_deref().filter(|_| body.type_id == STANDING) {
        above = outer;
    }
    Some(match above.type_id.as_str() {
        "people_committee" | "people_council" => BodyPhrase { place: above.place.clone(), ..body.clone() },
        _ => BodyPhrase { outer: Some(Box::new(above.clone())), ..body.clone() },
    })
}

/// A committee of some body that is not named with it.
fn lacks_above(body: &BodyPhrase) -> bool {
    body.takes_outer && body.bare && !body.short
}

/// "Quốc hội Lào" and "Quốc hội nước Cộng hòa Dân chủ Nhân dân Lào": the same head and the same country.
fn same_abroad(a: &str, b: &str) -> bool {
    let ends = |name: &str| {
        let head: Vec<String> = name.split(' ').take(2).map(str::to_string).collect();
        (head, name.rsplit(' ').next().map(str::to_string))
    };
    ends(a) == ends(b)
}

fn before_name(actor: &Actor, post: &Post) -> bool {
    matches!(actor.who, Who::Name(name) | Who::Short(name) if post.span.start < name.start)
}

fn stronger(a: RoleStatus, b: RoleStatus) -> RoleStatus {
    if a == RoleStatus::Current { b } else { a }
}
