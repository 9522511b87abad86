//! `chidao eval`: gold files and facts in; figures, errors and reliability out.
//!
//! Comparing is the library's; this file reads the inputs and tells whether the bars are met, those below it lay the result out.

mod json;
mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use chidao::eval::{self, Fault, Gold, Intervals, Metric, Reliability, Score, Tallies};

use crate::args::{self, ErrorsBy};
use crate::console::{self, Log};
use crate::input::{self, is_stdin};
use crate::output;
use crate::records::{self, Found};

/// How reports and bars call the mean of the core metrics.
const CORE: &str = "core";

/// Runs the command.
pub(crate) fn run(args: &args::Eval) -> Result<ExitCode> {
    let bars = args.min.as_deref().map(bars).transpose()?.unwrap_or_default();
    let mut log = Log::default();
    let gold = gold(&args.gold, &mut log);
    if gold.is_empty() {
        return Ok(log.close());
    }
    let report = Report::new(args, &gold, &facts(&args.facts, &mut log)?);
    let text = if args.json { json::print(&report) } else { table::print(&report) };
    output::print(text.as_bytes())?;
    let met = bars.iter().filter(|(figure, least)| is_below(&report, figure, **least)).count() == 0;
    let code = log.close();
    Ok(if met || code != ExitCode::SUCCESS { code } else { ExitCode::from(1) })
}

/// All that is reported.
struct Report {
    scores: Vec<Score>,
    total: Tallies,
    intervals: Intervals,
    resamples: usize,
    without_facts: usize,
    without_gold: usize,
    errors: Option<ErrorsBy>,
    reliability: Option<Reliability>,
}

impl Report {
    fn new(args: &args::Eval, gold: &[Gold], facts: &[Found]) -> Report {
        let readings: BTreeMap<&str, _> =
            facts.iter().map(|found| (found.reading.doc.id.as_str(), &found.reading)).collect();
        let reading = |gold: &Gold| readings.get(gold.id.as_str()).copied();
        let scores: Vec<Score> = gold.iter().map(|gold| eval::score(gold, reading(gold))).collect();
        let compared = gold.iter().filter(|gold| reading(gold).is_some()).count();
        Report {
            total: eval::total(&scores),
            intervals: eval::intervals(&scores, args.resamples),
            resamples: args.resamples.get(),
            without_facts: gold.len() - compared,
            without_gold: readings.len() - compared,
            errors: args.errors,
            reliability: args.reliability.then(|| eval::reliability(&scores)),
            scores,
        }
    }

    /// Every fault with the id of its article.
    fn faults(&self) -> impl Iterator<Item = (&str, &Fault)> {
        self.scores.iter().flat_map(|score| score.faults.iter().map(|fault| (score.id.as_str(), fault)))
    }
}

/// The gold files behind a path, in the order of their names.
fn gold(path: &Path, log: &mut Log) -> Vec<Gold> {
    let paths = if path.is_file() { vec![path.to_owned()] } else { input::files(path, "json", log) };
    let mut found: Vec<(PathBuf, Gold)> = Vec::new();
    for path in paths {
        match read_gold(&path) {
            Ok(gold) => found.push((path, gold)),
            Err(error) => log.fail(&format!("{error:#}")),
        }
    }
    let found =
        input::without_twins(found, |(_, gold)| &gold.id, |(path, _)| path.display().to_string(), log);
    found.iter().for_each(|_| log.read());
    found.into_iter().map(|(_, gold)| gold).collect()
}

fn read_gold(path: &Path) -> Result<Gold> {
    Ok(Gold::read(&input::read_text(path)?, &path.display().to_string())?)
}

fn facts(path: &Path, log: &mut Log) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    if is_stdin(path) {
        records::read("standard input", std::io::stdin().lock(), &mut found, log);
    } else {
        records::read_file(path, &mut found, log)?;
    }
    Ok(records::without_twins(found, log))
}

/// The least F1 by figure.
fn bars(path: &Path) -> Result<BTreeMap<String, f64>> {
    let name = path.display();
    let bars: BTreeMap<String, f64> = serde_json::from_str(&input::read_text(path)?)
        .map_err(|error| anyhow!("{name}: {error}: bars are an object of numbers"))?;
    let known: Vec<&str> = Metric::ALL.iter().map(|metric| metric.id()).chain([CORE]).collect();
    match bars.keys().find(|figure| !known.contains(&figure.as_str())) {
        Some(unknown) => Err(anyhow!("{name}: {unknown:?} is not one of {}", known.join(", "))),
        None => Ok(bars),
    }
}

/// Whether a figure lies below its bar; says so.
fn is_below(report: &Report, figure: &str, least: f64) -> bool {
    let metric = Metric::ALL.into_iter().find(|metric| metric.id() == figure);
    let f1 = metric.map_or_else(|| report.total.core(), |metric| report.total.of(metric).f1());
    if f1 < least {
        console::say(&format!("{figure}: F1 {f1:.4} is below the bar of {least}"));
    }
    f1 < least
}
