//! Who acts or is told: people with honorific, rank, posts and name, in lists of every layout; bodies, groups, places.

use super::{Actor, BodyPhrase, Finder, Phrase, Post, Who};
use crate::lexicon::{EntryKind, Flag, Particle};
use crate::text::{Span, TokenKind};

/// Bytes of a name that stands alone: "A." is the initial of a longer one.
const SHORTEST: usize = 3;

impl Finder<'_, '_> {
    /// Reads the actors that begin at a token; gives the token to go on from.
    pub(super) fn actors(&mut self, at: usize, out: &mut Vec<Phrase>) -> usize {
        if let Some(end) = self.plural_list(at, out) {
            return end;
        }
        if let Some(end) = self.offices(at, out) {
            return end;
        }
        if let Some(span) = self.class_of_offices(at) {
            return self.alone(span, Who::Group, out);
        }
        if self.titled_head(at).is_some() {
            self.lists += 1;
            let end = self.titled_list(at, out).unwrap_or(at);
            return self.more(end, out);
        }
        if let Some(actor) = self.person(at, false) {
            self.lists += 1;
            let end = self.push(actor, out);
            return self.more(end, out);
        }
        if let Some(span) = self.class_group(at) {
            return self.alone(span, Who::Group, out);
        }
        if let Some(end) = self.bodies(at, out) {
            return end;
        }
        if let Some(span) = self.group(at) {
            return self.alone(span, Who::Group, out);
        }
        if let Some(place) = self.place(at) {
            let span = place.span;
            let words = [Particle::At, Particle::From, Particle::To];
            let situated = (1..=3).any(|back| {
                at.checked_sub(back).is_some_and(|from| {
                    from >= self.within.start && self.scan.any_particle(from, &words) == Some(at)
                })
            });
            if situated {
                return span.end;
            }
            return self.alone(span, Who::Place(place), out);
        }
        at
    }

    /// An actor that stands in no list.
    fn alone(&mut self, span: Span, who: Who, out: &mut Vec<Phrase>) -> usize {
        self.lists += 1;
        let actor = self.make(span, who, Vec::new());
        self.push(actor, out)
    }

    /// "UBND các xã, thị trấn": a class, unless its places are named.
    fn class_group(&self, at: usize) -> Option<Span> {
        if self.unit_and_people(at).is_some() {
            return self.group(at);
        }
        self.class_of_bodies(at)?;
        if self.bodies_of_places(at).is_some() { None } else { self.group(at) }
    }

    /// "Chủ tịch UBND các huyện A, B": one office for each place.
    fn offices(&mut self, at: usize, out: &mut Vec<Phrase>) -> Option<usize> {
        let title = self.scan.longest(at, EntryKind::Title)?.0;
        let bodies = self.bodies_of_places(title.end)?;
        let post = self.post(at)?;
        self.lists += 1;
        let end = bodies.last()?.span.end;
        for (i, body) in bodies.into_iter().enumerate() {
            let span = if i == 0 { Span::new(at, body.span.end) } else { body.span };
            let post = Post { span, body: Some(body), ..post.clone() };
            let actor = self.make(span, Who::Office, vec![post]);
            self.push(actor, out);
        }
        Some(end)
    }

    pub(super) fn make(&self, span: Span, who: Who, posts: Vec<Post>) -> Actor {
        Actor { span, who, posts, member: false, list: self.lists, announced: false }
    }

    pub(super) fn push(&self, mut actor: Actor, out: &mut Vec<Phrase>) -> usize {
        actor.list = self.lists;
        let end = actor.span.end;
        out.push(Phrase::Actor(actor));
        end
    }

    /// "các đồng chí [Ủy viên ...]: A, ...; B, ...": one head, many people.
    fn plural_list(&mut self, at: usize, out: &mut Vec<Phrase>) -> Option<usize> {
        let head = self.plural_head(at)?;
        if self.scan.any_particle(head, &[Particle::Member]).is_some() && self.post(head).is_none() {
            return None;
        }
        let (shared, past) = self.posts(head, true);
        // "các Phó Giám đốc | gồm: A, B"
        let made_up = self.scan.particle(past, Particle::Example).filter(|&end| {
            shared.iter().any(|post| post.body.is_some())
                && (self.mark(end, ':') || self.item(end, true).is_some())
        });
        let mut next = made_up.unwrap_or(past);
        let named_shared = shared.last().is_some_and(|_| self.name_follows(next));
        if let Some(colon) = self.past_mark(next, &[':', ',']).filter(|_| {
            self.mark(next, ':')
                || (shared.is_empty() || self.item(next + 1, true).is_some()) && self.name_follows(next + 1)
        }) {
            next = colon;
        } else if !shared.is_empty() && !named_shared {
            return self.unnamed_plural(at, next, shared, out);
        }
        let first = self.item(next, true);
        let titled = self.titled_head(next).is_some();
        if first.is_none() && !titled {
            return None;
        }
        self.lists += 1;
        let list = self.lists;
        let from = out.len();
        let end = self.titled_list(next, out).or_else(|| Some(self.push(first?, out)))?;
        let end = self.more(end, out);
        let told = named_shared && !self.mark(next - 1, ':');
        self.share(&shared, told, &mut out[from..]);
        if let Some(Phrase::Actor(first)) = out.get_mut(from) {
            first.span = first.span.join(Span::new(at, at + 1));
        }
        share_trailing(&mut out[from..], list);
        Some(end)
    }

    /// "nguyên Phó Chủ tịch nước: | A, B": posts before a colon, and where the first of their holders stands.
    fn titled_head(&self, at: usize) -> Option<(Vec<Post>, usize)> {
        let (posts, past) = self.posts(at, false);
        let names = past + 1;
        let several = || {
            let first = self.name(names, true)?;
            let next = self.past_separator(first.end).filter(|_| !self.mark(first.end, ';'))?;
            self.name(next, true)
        };
        (!posts.is_empty() && self.mark(past, ':') && several().is_some()).then_some((posts, names))
    }

    /// The people of [`Self::titled_head`], up to one with a post of his own; the posts are theirs.
    fn titled_list(&mut self, at: usize, out: &mut Vec<Phrase>) -> Option<usize> {
        let (posts, mut next) = self.titled_head(at)?;
        let mut end = next;
        while let Some(actor) = self.item(next, true).filter(|actor| !titled_before(actor)) {
            let own = actor.posts.clone();
            let actor = Actor { posts: posts.iter().cloned().chain(own).collect(), ..actor };
            end = self.push(actor, out);
            let Some(past) = self.past_separator(end).filter(|_| !self.mark(end, ';')) else { break };
            next = past;
        }
        Some(end)
    }

    /// Past "các đồng chí", or past "các" before a post.
    fn plural_head(&self, at: usize) -> Option<usize> {
        if let Some((span, entry)) = self.scan.longest(at, EntryKind::Honorific)
            && entry.flags.has(Flag::Plural)
        {
            return Some(span.end);
        }
        let past = self.scan.particle(at, Particle::Plural)?;
        if let Some((span, entry)) = self.scan.longest(past, EntryKind::Honorific)
            && !entry.flags.has(Flag::Weak)
        {
            return Some(span.end);
        }
        self.post(past)
            .filter(|post| post.body.is_some() || post.title.contains(' ') || post.own_body.is_some())?;
        Some(past)
    }

    /// "các Phó Chủ tịch Quốc hội": a class; "các Ủy viên Bộ Chính trị": members of that body.
    fn unnamed_plural(
        &mut self,
        at: usize,
        end: usize,
        shared: Vec<Post>,
        out: &mut Vec<Phrase>,
    ) -> Option<usize> {
        if !shared.iter().all(|post| post.member && post.body.is_some()) {
            return Some(self.alone(Span::new(at, end), Who::Group, out));
        }
        self.lists += 1;
        let mut from = at;
        for body in shared.into_iter().filter_map(|post| post.body) {
            let span = Span::new(from, body.span.end);
            from = span.end;
            let actor = Actor { member: true, ..self.make(span, Who::Body(body), Vec::new()) };
            self.push(actor, out);
        }
        Some(end)
    }

    /// Further people of a list, behind ";", ",", "và", "cùng".
    fn more(&mut self, from: usize, out: &mut Vec<Phrase>) -> usize {
        let mut end = from;
        while let Some(next) = self.past_separator(end) {
            if let Some(past) = self.titled_list(next, out) {
                end = past;
                continue;
            }
            let Some(actor) = self.item(next, self.strong_separator(end)) else { break };
            // "Bí thư Tỉnh ủy Sơn Tây, | Hà Đông"
            let person = matches!(out.last(), Some(Phrase::Actor(a)) if matches!(a.who, Who::Name(_)));
            if !person
                && matches!(actor.who, Who::Name(name) if name.start == next && self.listed_as_place(name))
            {
                break;
            }
            end = self.push(actor, out);
        }
        end
    }

    /// The posts of the head of a list belong to each of its people, up to one with an honorific of his own. Where the head runs into
    /// the first name and a further name has a post before it too, the head is the post of the first ("các đồng chí Bí thư A, Chủ tịch B").
    fn share(&self, shared: &[Post], runs_on: bool, items: &mut [Phrase]) {
        let honoured = |actor: &Actor| self.scan.longest(actor.span.start, EntryKind::Honorific).is_some();
        let own = |phrase: &Phrase| matches!(phrase, Phrase::Actor(actor) if titled_before(actor));
        let apart = runs_on && items.get(1).is_some_and(own);
        let first = matches!(items.first(), Some(Phrase::Actor(actor)) if honoured(actor));
        for (i, item) in items.iter_mut().enumerate() {
            let Phrase::Actor(actor) = item else { continue };
            // "các nguyên Tổng Bí thư: A, B; nguyên Chủ tịch nước: | C"
            let headed = i > 0 && actor.posts.iter().any(|post| self.mark(post.span.end, ':'));
            let own = runs_on && titled_before(actor) || headed;
            if i > 0 && (apart || own || !first && honoured(actor)) {
                return;
            }
            actor.posts.splice(0..0, shared.iter().cloned());
        }
    }

    fn past_separator(&self, at: usize) -> Option<usize> {
        let mut next = self.past_mark(at, &[';', ',', '-', '\u{2022}', '+']).unwrap_or(at);
        if self.mark(at, '.') || self.mark(at, '-') && self.scan.glued(at) {
            return None;
        }
        if self.mark(next, '-') {
            next += 1;
        }
        if let Some(end) = self.scan.particle(next, Particle::And) {
            next = end;
        }
        (next > at).then_some(next)
    }

    fn strong_separator(&self, at: usize) -> bool {
        self.mark(at, ';') || self.mark(at, ',') || self.scan.particle(at, Particle::And).is_some()
    }

    /// One person of a list: a name is enough.
    fn item(&self, at: usize, listed: bool) -> Option<Actor> {
        if self.plural_head(at).is_some() {
            return None;
        }
        let actor = self.person(at, listed)?;
        matches!(actor.who, Who::Name(_)).then_some(actor)
    }

    /// A person: honorific, ranks, posts, name, posts; any of them may be missing, not all.
    fn person(&self, at: usize, listed: bool) -> Option<Actor> {
        if !self.inside(at) || !self.scan.tokens[at].is_word() {
            return None;
        }
        let honorific = self.honorific(at);
        let after = honorific.unwrap_or(at);
        let ranked = self.past_ranks(after);
        let announced = honorific.is_some() || ranked > after;
        let (mut posts, past_posts) = self.posts(ranked, false);
        let owner = || self.behind_of(at) && posts[0].whole && posts[0].body.is_none();
        if !posts.is_empty()
            && (self.stands_for(at) || owner() || posts.len() > 1 && self.opening_party(at))
            && let Some(post) = self.post(ranked).filter(|post| self.mark(post.span.end, ','))
        {
            return Some(self.make(Span::new(at, post.span.end), Who::Office, vec![post]));
        }
        let name_at = self.name_behind(at, past_posts, &posts);
        let slip = |name: &Span| !announced && self.homely(*name);
        let full = self.full_name(name_at, announced || !posts.is_empty() || listed);
        if self.kin_of(at) && !posts.is_empty() {
            // "phu nhân Chủ tịch nước": she is not he.
            if full.is_none() {
                return Some(self.make(Span::new(at, past_posts), Who::Group, Vec::new()));
            }
            posts.clear();
        }
        if let Some(name) = full.filter(|name| !slip(name)) {
            return Some(self.named(at, name, posts, announced || listed));
        }
        if let Some(short) = self.short_behind(honorific, ranked, after, past_posts, &posts) {
            return Some(self.short(at, short, posts));
        }
        if !posts.is_empty() {
            let span = Span::new(at, past_posts);
            if let (false, Some(body)) = (announced, members(&posts)) {
                return Some(Actor { member: true, ..self.make(span, Who::Body(body), posts) });
            }
            let who = if self.counted(at) { Who::Group } else { Who::Office };
            return Some(Actor { announced, ..self.make(span, who, posts) });
        }
        self.pronoun(at, honorific)
    }

    /// "phu nhân ...": somebody of the family of whoever is named next.
    fn kin_of(&self, at: usize) -> bool {
        self.scan.longest(at, EntryKind::Honorific).is_some_and(|(_, entry)| entry.flags.has(Flag::Family))
    }

    /// "có 5 | Phó Thủ tướng": how many there were, not who.
    fn counted(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|&before| before >= self.within.start);
        before.is_some_and(|before| self.scan.tokens[before].kind == TokenKind::Number)
    }

    /// Where the name may stand behind the posts: directly, behind ranks, or behind a dash and an honorific.
    fn name_behind(&self, start: usize, at: usize, posts: &[Post]) -> usize {
        let direct = self.past_ranks(at);
        if posts.is_empty() || self.full_name(direct, true).is_some() {
            return direct;
        }
        let honoured = |from: usize| {
            let past = self.past_ranks(self.honorific(from)?);
            self.name(past, true).map(|_| past)
        };
        let plain = |from: usize| {
            self.full_name(from, true).filter(|&name| !self.listed_as_place(name)).map(|_| from)
        };
        let dash = self.past_mark(at, &['-']).filter(|_| !self.scan.glued(at));
        let marked = self.past_mark(at, &['-', ':']).and_then(honoured).or_else(|| dash.and_then(plain));
        let marked = marked.or_else(|| self.past_country(at).and_then(plain));
        marked
            .or_else(|| honoured(at).filter(|_| !self.begins_person(at)))
            .or_else(|| self.ranked_behind_comma(start, at, posts))
            .unwrap_or(direct)
    }

    /// "Chủ tịch Tập đoàn P&G (Mỹ) | A B": past the bracket that tells the country.
    fn past_country(&self, at: usize) -> Option<usize> {
        let country =
            self.past_mark(at, &['(']).and_then(|open| self.scan.longest(open, EntryKind::Country))?;
        self.past_mark(country.0.end, &[')'])
    }

    /// "Thừa ủy quyền của | Chủ tịch nước, ...": whoever begins here is acted for.
    fn stands_for(&self, start: usize) -> bool {
        (1..=5).filter_map(|back| start.checked_sub(back)).any(|from| {
            from >= self.within.start && self.scan.particle(from, Particle::Behalf) == Some(start)
        })
    }

    /// "Tại cuộc gặp với | Tổng Giám đốc WHO, Thủ tướng A": whoever stands in what opens the sentence, up to its first comma.
    fn opening_party(&self, at: usize) -> bool {
        let opens = [Particle::At, Particle::When, Particle::InWhich, Particle::After];
        let with = at.checked_sub(1).is_some_and(|from| {
            self.scan.any_particle(from, &[Particle::TowardWeak, Particle::Of, Particle::Between]) == Some(at)
        });
        with && self.scan.any_particle(self.within.start, &opens).is_some()
            && !(self.within.start..at).any(|token| self.mark(token, ','))
    }

    /// "đoàn công tác của | Thủ tướng, ...": whoever begins here is told as an owner.
    fn behind_of(&self, start: usize) -> bool {
        (1..=2)
            .filter_map(|back| start.checked_sub(back))
            .any(|from| from >= self.within.start && self.scan.particle(from, Particle::Of) == Some(start))
    }

    /// "Bộ trưởng Quốc phòng, Đại tướng | Ngô Văn A", "Bí thư Tỉnh ủy, bà | Ngô Thị B": the name behind a comma and a rank or honorific, with
    /// no post of its own.
    fn ranked_behind_comma(&self, start: usize, at: usize, posts: &[Post]) -> Option<usize> {
        if self.behind_of(start) || self.stands_for(start) {
            return None;
        }
        let past = self.past_mark(at, &[','])?;
        // "Báo cáo với Bí thư Thành ủy, bà A ...": two people.
        let opens = start == self.within.start || self.mark(start - 1, ',');
        let opens = opens && posts.last().is_some_and(|post| !post.whole);
        let name_at = self.past_ranks(self.honorific(past).filter(|_| opens).unwrap_or(past));
        let name = self.name(name_at, true).filter(|_| name_at > past)?;
        self.apposition(name.end).0.is_empty().then_some(name_at)
    }

    fn full_name(&self, at: usize, announced: bool) -> Option<Span> {
        let name = self.name(at, announced)?;
        let guarded = !announced && self.guarded(at);
        let told = announced || self.known.names.contains(self.scan.folded(name));
        let licensed = told
            || (self.apposition_follows(name.end)
                && !self.listed_as_place(name)
                && !self.rest_of_run(name.start));
        (licensed && !guarded && (announced || !self.end_of_way(at))).then_some(name)
    }

    /// "cao tốc Gò Dầu - | Xa Mát, ...": behind a dash the second of two names of places.
    fn end_of_way(&self, at: usize) -> bool {
        let dash = at.checked_sub(1).filter(|&dash| dash > self.within.start && self.mark(dash, '-'));
        dash.is_some_and(|dash| self.scan.tokens[dash - 1].is_word() && self.scan.capital(dash - 1))
    }

    /// "Tân | Sơn Nhất": the word before is a capital too, so this is the rest of some other name.
    fn rest_of_run(&self, at: usize) -> bool {
        at > self.within.start + 1 && self.scan.tokens[at - 1].is_word() && self.scan.capital(at - 1)
    }

    fn named(&self, at: usize, name: Span, mut posts: Vec<Post>, announced: bool) -> Actor {
        let (behind, end) = self.apposition(name.end);
        // "Bộ trưởng A, Ủy viên Bộ Chính trị - Phó Thủ tướng B": where posts stand before names, these are of the next.
        let of_next = !posts.is_empty() && self.joint_to_named(end);
        let end = if of_next { name.end } else { end };
        posts.extend(if of_next { Vec::new() } else { behind });
        Actor { announced, ..self.make(Span::new(at, end), Who::Name(name), posts) }
    }

    fn short_behind(
        &self,
        honorific: Option<usize>,
        ranked: usize,
        after: usize,
        past_posts: usize,
        posts: &[Post],
    ) -> Option<Span> {
        let announced = honorific.is_some() || ranked > after;
        if announced && posts.is_empty() {
            return self.short_name(ranked);
        }
        // "Tổng thống Philippines Duterte": people of other countries are often told of by one name.
        let foreign = |body: &BodyPhrase| body.place.as_ref().is_some_and(|place| place.foreign);
        let whole_word = self.inside(past_posts)
            && self.scan.str(Span::new(past_posts, past_posts + 1)).len() >= SHORTEST
            && self.scan.only_names(past_posts);
        let fits = |body: &BodyPhrase| foreign(body) && whole_word;
        let direct = posts.last().is_some_and(|post| post.body.as_ref().is_none_or(fits));
        if direct { self.short_name(past_posts) } else { None }
    }

    fn short(&self, at: usize, name: Span, posts: Vec<Post>) -> Actor {
        Actor { announced: true, ..self.make(Span::new(at, name.end), Who::Short(name), posts) }
    }

    fn pronoun(&self, at: usize, honorific: Option<usize>) -> Option<Actor> {
        let (span, entry) = self.scan.longest(at, EntryKind::Honorific)?;
        let longer = self.scan.particle(at, Particle::Inner).is_some_and(|end| end > span.end);
        let stands_alone = entry.flags.has(Flag::Pronoun)
            && honorific == Some(span.end)
            && !entry.flags.has(Flag::Weak)
            && !longer;
        stands_alone.then(|| self.make(span, Who::Pronoun, Vec::new()))
    }
}

/// "Ủy viên Ủy ban Thường vụ Quốc hội" without a name: members of that body.
fn members(posts: &[Post]) -> Option<BodyPhrase> {
    posts.iter().all(|post| post.member).then(|| posts[0].body.clone()).flatten()
}

/// A post stands before the name.
fn titled_before(actor: &Actor) -> bool {
    matches!(actor.who, Who::Name(name) if actor.posts.iter().any(|post| post.span.start < name.start))
}

/// "các đồng chí: A, B, Phó Chủ tịch UBND tỉnh": a post behind the last of several bare names belongs to all.
fn share_trailing(items: &mut [Phrase], list: usize) {
    let people: Vec<usize> =
        (0..items.len()).filter(|&i| matches!(&items[i], Phrase::Actor(a) if a.list == list)).collect();
    let Some((&last, rest)) = people.split_last() else { return };
    let posts = match &items[last] {
        Phrase::Actor(actor) if !titled_before(actor) => actor.posts.clone(),
        _ => return,
    };
    let bare = |i: &usize| matches!(&items[*i], Phrase::Actor(a) if a.posts.is_empty());
    if posts.is_empty() || rest.is_empty() || !rest.iter().all(bare) {
        return;
    }
    for &i in rest {
        if let Phrase::Actor(actor) = &mut items[i] {
            actor.posts = posts.clone();
        }
    }
}
