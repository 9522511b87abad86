//! Builds readings by hand, so that the stages after the extractor are tested without it.

use chidao::extractor::{Doc, Entity, Event, Mention, Quote, Reading, Role, Sketch};
use chidao::vocab::{EntityKind, EventStatus, MentionKind, Relation, RoleStatus, Strength};

/// A reading in the making. Offsets are invented, but each statement has its own.
pub(crate) struct Sample(Reading);

/// An article published on a day.
pub(crate) fn article(id: &str, published: &str) -> Sample {
    Sample(Reading {
        doc: Doc {
            id: id.to_owned(),
            title: None,
            published: Some(published.to_owned()),
            byline: None,
            url: None,
            publisher: None,
            copies: 1,
            chars: 1000,
            sha256: format!("sha of {id}"),
            extractor: "chidao test".to_owned(),
            sketch: Sketch::default(),
        },
        entities: Vec::new(),
        mentions: Vec::new(),
        roles: Vec::new(),
        events: Vec::new(),
        notes: Vec::new(),
    })
}

impl Sample {
    pub(crate) fn entity(mut self, id: &str, kind: EntityKind, name: &str) -> Sample {
        let quote = self.quote(name);
        let mention = MentionKind::from_id(kind.id()).unwrap();
        self.0.mentions.push(Mention { entity: Some(id.to_owned()), kind: mention, quote });
        self.0.entities.push(Entity::new(id, kind, name));
        self
    }

    pub(crate) fn person(self, id: &str, name: &str) -> Sample {
        self.entity(id, EntityKind::Person, name)
    }

    pub(crate) fn body(self, id: &str, name: &str) -> Sample {
        self.entity(id, EntityKind::Body, name)
    }

    /// A conference; an empty date or organiser is unknown.
    pub(crate) fn meeting(self, id: &str, name: &str, date: &str, organizer: &str) -> Sample {
        let known = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
        let mut sample = self.entity(id, EntityKind::Meeting, name);
        let meeting = sample.last_entity();
        meeting.kind_type = Some("conference".to_owned());
        meeting.date = known(date);
        meeting.organizer = known(organizer);
        sample
    }

    /// The entity that was added last.
    pub(crate) fn last_entity(&mut self) -> &mut Entity {
        self.0.entities.last_mut().unwrap()
    }

    /// A person in a post; an empty body is none.
    pub(crate) fn role(self, person: &str, title: &str, body: &str) -> Sample {
        self.role_as(person, title, body, RoleStatus::Current)
    }

    pub(crate) fn role_as(mut self, person: &str, title: &str, body: &str, status: RoleStatus) -> Sample {
        let quote = self.quote(title);
        let body = Some(body.to_owned()).filter(|body| !body.is_empty());
        self.0.roles.push(Role {
            person: person.to_owned(),
            title: title.to_owned(),
            title_text: title.to_owned(),
            body_text: body.clone(),
            body,
            status,
            quote,
            rule: "role.test".to_owned(),
        });
        self
    }

    /// The role that was added last.
    pub(crate) fn last_role(&mut self) -> &mut Role {
        self.0.roles.last_mut().unwrap()
    }

    pub(crate) fn event(mut self, relation: Relation, agent: &str, target: &str, date: &str) -> Sample {
        let quote = self.quote(&format!("{agent} {} {target}", relation.id()));
        self.0.events.push(Event {
            relation,
            agent: agent.to_owned(),
            target: target.to_owned(),
            status: EventStatus::Asserted,
            date: Some(date.to_owned()).filter(|date| !date.is_empty()),
            order: None,
            role: None,
            on_behalf_of: None,
            directive: None,
            strength: None,
            quote,
            rule: format!("{}.test", relation.id()),
            confidence: 0.5,
        });
        self
    }

    pub(crate) fn directive(
        self,
        agent: &str,
        target: &str,
        date: &str,
        clause: &str,
        strength: Strength,
    ) -> Sample {
        let mut sample = self.event(Relation::Directed, agent, target, date);
        let event = sample.last_event();
        event.directive = Some(clause.to_owned());
        event.strength = Some(strength);
        sample
    }

    /// The event that was added last.
    pub(crate) fn last_event(&mut self) -> &mut Event {
        self.0.events.last_mut().unwrap()
    }

    /// Changes the sample in the middle of a chain.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Sample)) -> Sample {
        change(&mut self);
        self
    }

    pub(crate) fn reading(self) -> Reading {
        self.0
    }

    fn quote(&self, text: &str) -> Quote {
        let start = 10 * (self.0.mentions.len() + self.0.roles.len() + self.0.events.len());
        Quote { start, end: start + text.chars().count(), text: text.to_owned() }
    }
}

/// Three articles with most of what a graph can have.
pub(crate) fn three_articles() -> Vec<Reading> {
    let seed = article("thanhhoa/000", "2020-10-10T06:43:10+07:00")
        .person("p1", "Lù Anh Xuân")
        .person("p2", "Nguyễn Văn Hoà")
        .body("b1", "Thành ủy thành phố Thanh Hóa")
        .body("b2", "phòng Nội vụ")
        .entity("g1", EntityKind::Group, "các tổ chức chính trị xã hội")
        .meeting("m1", "hội nghị làm việc với các tổ chức", "2020-10-09", "b1")
        .with(|sample| sample.last_entity().place = Some("thành phố Thanh Hóa".to_owned()))
        .role("p1", "Bí thư", "b1")
        .role("p2", "Trưởng phòng", "b2")
        .event(Relation::Chaired, "p1", "m1", "2020-10-09")
        .with(|sample| sample.last_event().role = Some(0))
        .event(Relation::Attended, "g1", "m1", "2020-10-09")
        .with(|sample| sample.last_event().order = Some(1))
        .directive("p1", "b2", "2020-10-09", "triển khai kế hoạch", Strength::Order)
        .directive("p1", "b2", "2020-10-09", "củng cố bộ máy", Strength::Request);
    let again = article("other/1", "2021-03-01")
        .person("p1", "LÙ ANH XUÂN")
        .body("b1", "Thành uỷ thành phố Thanh Hoá")
        .meeting("m1", "hội nghị", "2020-10-09", "b1")
        .role("p1", "Bí thư", "b1")
        .event(Relation::Chaired, "p1", "m1", "")
        .person("p2", "Nguyễn Văn Hòa")
        .event(Relation::Attended, "p2", "m1", "2020-10-09");
    let namesake = article("other/2", "2021-03-02").person("p1", "Lù Anh Xuấn").person("p2", "Lù Anh Xuân");
    vec![seed.reading(), again.reading(), namesake.reading()]
}

/// Every order of up to four readings, or as many rotations of more.
pub(crate) fn orders(readings: &[Reading]) -> Vec<Vec<Reading>> {
    let mut orders = Vec::new();
    for turn in 0..readings.len() {
        let mut order = readings.to_vec();
        order.rotate_left(turn);
        orders.push(order.clone());
        order.reverse();
        orders.push(order);
    }
    orders
}
