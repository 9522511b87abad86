//! What is measured, and the figures that follow from counts.

use std::ops::AddAssign;

/// A figure of the evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// The names of the people.
    People,
    /// Posts whose person is right and whose words nearly are.
    Roles,
    /// Posts whose title is right, and whose body is in its short or its full form.
    RolesStrict,
    /// Posts whose title and full body are right.
    RolesFull,
    /// Posts that are not simply held: their status.
    Status,
    /// Meetings.
    Meetings,
    /// The names of the meetings found.
    MeetingNames,
    /// Meetings with their dates.
    MeetingDates,
    /// Who chaired which meeting.
    Chaired,
    /// Which person attended which meeting.
    AttendedPeople,
    /// Which body attended which meeting.
    AttendedBodies,
    /// Who instructed which meeting.
    DirectedMeeting,
    /// Who instructed whom.
    DirectedTarget,
    /// What was to be done, of the instructions found.
    DirectedContent,
}

use Metric::*;

/// Every metric with the name that reports and bars use, in the order of the enum and of reports.
const NAMES: [(Metric, &str); 14] = [
    (People, "people"),
    (Roles, "roles"),
    (RolesStrict, "roles_strict"),
    (RolesFull, "roles_full"),
    (Status, "status"),
    (Meetings, "meetings"),
    (MeetingNames, "meeting_names"),
    (MeetingDates, "meeting_dates"),
    (Chaired, "chaired"),
    (AttendedPeople, "attended_people"),
    (AttendedBodies, "attended_bodies"),
    (DirectedMeeting, "directed_meeting"),
    (DirectedTarget, "directed_target"),
    (DirectedContent, "directed_content"),
];

impl Metric {
    /// Every metric, in the order of reports.
    pub const ALL: [Metric; NAMES.len()] = {
        let mut all = [People; NAMES.len()];
        let mut at = 0;
        while at < NAMES.len() {
            all[at] = NAMES[at].0;
            at += 1;
        }
        all
    };

    /// The metrics whose mean F1 is the core figure.
    pub const CORE: [Metric; 5] = [People, Roles, Chaired, AttendedPeople, DirectedTarget];

    /// The name that reports and bars use.
    pub fn id(self) -> &'static str {
        NAMES[self as usize].1
    }
}

/// Counts of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Required gold rows that were found.
    pub right: usize,
    /// Found rows that gold does not have.
    pub wrong: usize,
    /// Required gold rows that were not found.
    pub missed: usize,
}

impl Tally {
    /// Share of the found rows that are right; 1 where nothing was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Share of the gold rows that were found; 1 where there is none.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold())
    }

    /// The harmonic mean of precision and recall; 0 where both are.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    /// Required gold rows.
    pub fn gold(self) -> usize {
        self.right + self.missed
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

/// A tally for each metric.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tallies([Tally; NAMES.len()]);

impl Tallies {
    /// The counts of a metric.
    pub fn of(&self, metric: Metric) -> Tally {
        self.0[metric as usize]
    }

    /// The mean F1 of the core metrics.
    pub fn core(&self) -> f64 {
        Metric::CORE.iter().map(|&metric| self.of(metric).f1()).sum::<f64>() / Metric::CORE.len() as f64
    }

    pub(super) fn add(&mut self, metric: Metric, tally: Tally) {
        self.0[metric as usize] += tally;
    }
}

impl AddAssign<&Tallies> for Tallies {
    fn add_assign(&mut self, other: &Tallies) {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own += other);
    }
}
