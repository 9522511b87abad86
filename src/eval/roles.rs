//! The posts of an article, compared loosely, strictly, with the full body, and by status.

use super::align::{Alignment, align};
use super::cause::Cause;
use super::claims::Claims;
use super::gold::{Gold, GoldPost};
use super::metric::Metric;
use super::post::Post;
use super::score::Score;
use crate::vocab::RoleStatus;

pub(super) fn compare(gold: &Gold, claims: &Claims, score: &mut Score) {
    let (wanted, found) = (&gold.posts, &claims.posts);
    let all = |_: &Post| true;
    let changed = |post: &Post| post.status != RoleStatus::Current;
    let of_one_status = |g: &Post, f: &Post| if g.status == f.status { g.fit(f) } else { 0.0 };
    let loose = align_where(wanted, found, all, Post::fit);
    let strict = align_where(wanted, found, all, Post::strict_fit);
    let full = align_where(wanted, found, all, Post::full_fit);
    let status = align_where(wanted, found, changed, of_one_status);
    score.tallies.add(Metric::Roles, loose.tally());
    score.tallies.add(Metric::RolesStrict, strict.tally());
    score.tallies.add(Metric::RolesFull, full.tally());
    score.tallies.add(Metric::Status, status.tally());
    for &(g, f) in &loose.pairs {
        let (gold, claim) = (&wanted[g].post, &found[f]);
        let is_wrong = |finer: &Alignment| finer.missed.contains(&g) || finer.surplus.contains(&f);
        if is_wrong(&strict) {
            score.near(Metric::RolesStrict, why_not_strict(gold, claim), gold.line(), claim.line());
        } else if is_wrong(&full) {
            score.near(Metric::RolesFull, Cause::BodyUnresolved, gold.full_line(), claim.full_line());
        }
        if is_wrong(&status) {
            let cause = if gold.status == claim.status { Cause::Twice } else { Cause::StatusDiffers };
            score.near(Metric::Status, cause, gold.line(), claim.line());
        }
    }
    explain_rest(gold, claims, loose, score);
}

/// Aligns the posts that are asked for; the numbers are those of all posts.
fn align_where(
    gold: &[GoldPost],
    found: &[Post],
    asked: impl Fn(&Post) -> bool,
    fit: impl Fn(&Post, &Post) -> f64,
) -> Alignment {
    let gold_rows: Vec<usize> = (0..gold.len()).filter(|&g| asked(&gold[g].post)).collect();
    let found_rows: Vec<usize> = (0..found.len()).filter(|&f| asked(&found[f])).collect();
    let optional: Vec<bool> = gold_rows.iter().map(|&g| gold[g].optional).collect();
    let spare = vec![false; found_rows.len()];
    let aligned = align(&optional, &spare, |g, f| fit(&gold[gold_rows[g]].post, &found[found_rows[f]]));
    aligned.renumbered(&gold_rows, &found_rows)
}

/// Why two posts that nearly agree do not agree strictly.
fn why_not_strict(gold: &Post, claim: &Post) -> Cause {
    match (gold.title.same(&claim.title), gold.is_at_body_of(claim)) {
        (false, _) => Cause::TitleDiffers,
        (true, false) => Cause::BodyDiffers,
        // Strict rows are matched by themselves, and there another row took one of these.
        (true, true) => Cause::Twice,
    }
}

/// Names what the loose comparison missed and found too much.
fn explain_rest(gold: &Gold, claims: &Claims, mut loose: Alignment, score: &mut Score) {
    let (wanted, found) = (&gold.posts, &claims.posts);
    for (g, f, cause) in loose.take_near(|g, f| nearness(&wanted[g].post, &found[f])) {
        score.near(Metric::Roles, cause, wanted[g].post.line(), found[f].line());
    }
    for g in loose.missed {
        let post = &wanted[g].post;
        let is_found = claims.people.iter().any(|person| person.same(&post.person));
        let fits = found.iter().any(|claim| post.fit(claim) > 0.0);
        let cause = match (is_found, fits) {
            (false, _) => Cause::PersonNotFound,
            (true, true) => Cause::Twice,
            (true, false) => Cause::Missing,
        };
        score.missed(Metric::Roles, cause, post.line());
    }
    for f in loose.surplus {
        let claim = &found[f];
        let fits = wanted.iter().any(|gold| gold.post.fit(claim) > 0.0);
        let cause = match (gold.is_person(&claim.person), fits) {
            (false, _) => Cause::PersonUnfounded,
            (true, true) => Cause::Twice,
            (true, false) => Cause::Unfounded,
        };
        score.surplus(Metric::Roles, cause, claim.line());
    }
}

/// Whether a missed post and one too many are the same, badly read: two of person, title and body must agree.
fn nearness(gold: &Post, claim: &Post) -> Option<(f64, Cause)> {
    let title = gold.title.same(&claim.title);
    let body =
        [Some(&claim.body), claim.body_full.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>();
    let at_body = gold.body.as_body(&body).max(gold.full().as_body(&body));
    match (gold.person.same(&claim.person), title) {
        (true, true) => Some((1.0 + at_body, Cause::BodyDiffers)),
        (true, false) if at_body > 0.0 => Some((at_body, Cause::TitleDiffers)),
        (false, true) if gold.is_at_body_of(claim) => Some((0.5, Cause::HolderDiffers)),
        _ => None,
    }
}
