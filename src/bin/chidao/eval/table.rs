//! Lays a report out for a reader: the figures, the causes of errors, the errors, the reliability.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chidao::eval::{Cause, Fault, Interval, Metric, Reliability};

use super::{CORE, Report};
use crate::args::ErrorsBy;
use crate::console::counted;

pub(super) fn print(report: &Report) -> String {
    let mut page = figures(report);
    if let Some(by) = report.errors {
        page += &causes(report);
        page += &match by {
            ErrorsBy::Article => by_article(report),
            ErrorsBy::Cause => by_cause(report),
        };
    }
    page + &report.reliability.as_ref().map_or(String::new(), reliability)
}

fn figures(report: &Report) -> String {
    let mut page =
        format!("{}, {} without facts", counted(report.scores.len(), "gold article"), report.without_facts);
    if report.without_gold > 0 {
        page += &format!("; {} without gold", counted(report.without_gold, "article"));
    }
    page += &format!("\n{:<18}{:>7}{:>7}{:>7}{:>7}    95 % of F1\n", "metric", "P", "R", "F1", "gold");
    for metric in Metric::ALL {
        let tally = report.total.of(metric);
        let (p, r, f1, gold) = (tally.precision(), tally.recall(), tally.f1(), tally.gold());
        let interval = interval(report.intervals.of(metric));
        page += &format!("{:<18}{p:>7.3}{r:>7.3}{f1:>7.3}{gold:>7}  {interval}\n", metric.id());
    }
    let core = format!("{CORE} (mean F1)");
    page + &format!("{core:<32}{:>7.3}{:>9}{}\n", report.total.core(), "", interval(report.intervals.core))
}

fn interval(of: Interval) -> String {
    format!("{:.3} - {:.3}", of.low, of.high)
}

/// A table of causes: misses, near matches, false alarms.
fn causes(report: &Report) -> String {
    let mut counts: BTreeMap<Cause, [usize; 3]> = BTreeMap::new();
    for (_, fault) in report.faults() {
        let column = match fault.sign() {
            '-' => 0,
            '~' => 1,
            _ => 2,
        };
        counts.entry(fault.cause).or_default()[column] += 1;
    }
    let mut page = format!("\n{:<20}{:>6}{:>6}{:>6}\n", "cause", "-", "~", "+");
    for (cause, [missed, near, surplus]) in counts {
        writeln!(page, "{:<20}{missed:>6}{near:>6}{surplus:>6}  {}", cause.id(), cause.about()).unwrap_or(());
    }
    page
}

fn by_article(report: &Report) -> String {
    let mut page = String::new();
    for score in report.scores.iter().filter(|score| !score.faults.is_empty()) {
        page += &format!("\n== {}\n", plain(&score.id));
        for fault in &score.faults {
            let (sign, metric) = (fault.sign(), fault.metric.id());
            page += &format!("{sign} {metric} [{}]: {}\n", fault.cause.id(), rows(fault));
        }
    }
    page
}

fn by_cause(report: &Report) -> String {
    let mut page = String::new();
    for cause in Cause::ALL {
        let of_cause: Vec<_> = report.faults().filter(|(_, fault)| fault.cause == *cause).collect();
        if !of_cause.is_empty() {
            page += &format!("\n== {}: {}\n", cause.id(), cause.about());
        }
        for (id, fault) in of_cause {
            page += &format!("{} {} {}: {}\n", fault.sign(), fault.metric.id(), plain(id), rows(fault));
        }
    }
    page
}

/// What was found, and what gold has in its place.
fn rows(fault: &Fault) -> String {
    match (&fault.gold, &fault.found) {
        (Some(gold), Some(found)) => format!("{} (gold: {})", plain(found), plain(gold)),
        (one, other) => plain(one.as_ref().or(other.as_ref()).map_or("", String::as_str)),
    }
}

/// Names of a foreign file may hold anything; here they are one line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn reliability(of: &Reliability) -> String {
    let mut page = format!("\n{:<12}{:>8}{:>8}{:>8}\n", "confidence", "events", "mean", "right");
    for bin in &of.bins {
        let range = format!("{:.1} - {:.1}", bin.low, bin.high);
        let share = |value: f64| if bin.count == 0 { "-".to_owned() } else { format!("{value:.3}") };
        let (mean, right) = (share(bin.confidence), share(bin.right));
        page += &format!("{range:<12}{:>8}{mean:>8}{right:>8}\n", bin.count);
    }
    page + &format!(
        "expected calibration error {:.3} over {}\n",
        of.calibration_error,
        counted(of.count, "event")
    )
}
