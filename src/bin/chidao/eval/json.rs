//! Lays a report out for programs: one JSON object, `chidao.eval/1`.

use std::collections::BTreeMap;

use chidao::eval::{Bin, Fault, Interval, Metric, Reliability};
use serde::{Serialize, Serializer};

use super::Report;

const SCHEMA: &str = "chidao.eval/1";

pub(super) fn print(report: &Report) -> String {
    let wire = Wire::of(report);
    let text = serde_json::to_string_pretty(&wire).expect("strings and numbers are always JSON");
    text + "\n"
}

#[derive(Serialize)]
struct Wire<'r> {
    schema: &'static str,
    articles: usize,
    without_facts: usize,
    without_gold: usize,
    resamples: usize,
    #[serde(serialize_with = "in_order")]
    metrics: Vec<(&'static str, WireMetric)>,
    core: WireCore,
    #[serde(skip_serializing_if = "Option::is_none")]
    causes: Option<BTreeMap<&'static str, usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<WireFault<'r>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reliability: Option<WireReliability>,
}

#[derive(Serialize)]
struct WireMetric {
    precision: f64,
    recall: f64,
    f1: f64,
    f1_low: f64,
    f1_high: f64,
    gold: usize,
}

#[derive(Serialize)]
struct WireCore {
    f1: f64,
    f1_low: f64,
    f1_high: f64,
}

#[derive(Serialize)]
struct WireFault<'r> {
    article: &'r str,
    sign: char,
    metric: &'static str,
    cause: &'static str,
    gold: Option<&'r str>,
    found: Option<&'r str>,
}

#[derive(Serialize)]
struct WireReliability {
    events: usize,
    calibration_error: f64,
    bins: Vec<WireBin>,
}

#[derive(Serialize)]
struct WireBin {
    low: f64,
    high: f64,
    events: usize,
    confidence: Option<f64>,
    right: Option<f64>,
}

/// A list of pairs as an object whose keys keep their order.
fn in_order<S: Serializer>(pairs: &[(&'static str, WireMetric)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}

impl<'r> Wire<'r> {
    fn of(report: &'r Report) -> Wire<'r> {
        let Interval { low, high } = report.intervals.core;
        let errors = |_| report.faults().map(|(article, fault)| WireFault::of(article, fault)).collect();
        let errors: Option<Vec<_>> = report.errors.map(errors);
        Wire {
            schema: SCHEMA,
            articles: report.scores.len(),
            without_facts: report.without_facts,
            without_gold: report.without_gold,
            resamples: report.resamples,
            metrics: Metric::ALL.map(|metric| (metric.id(), WireMetric::of(report, metric))).into(),
            core: WireCore { f1: report.total.core(), f1_low: low, f1_high: high },
            causes: errors.as_deref().map(counts),
            errors,
            reliability: report.reliability.as_ref().map(WireReliability::of),
        }
    }
}

impl WireMetric {
    fn of(report: &Report, metric: Metric) -> WireMetric {
        let tally = report.total.of(metric);
        let Interval { low, high } = report.intervals.of(metric);
        WireMetric {
            precision: tally.precision(),
            recall: tally.recall(),
            f1: tally.f1(),
            f1_low: low,
            f1_high: high,
            gold: tally.gold(),
        }
    }
}

fn counts(errors: &[WireFault]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    errors.iter().for_each(|error| *counts.entry(error.cause).or_default() += 1);
    counts
}

impl<'r> WireFault<'r> {
    fn of(article: &'r str, fault: &'r Fault) -> WireFault<'r> {
        WireFault {
            article,
            sign: fault.sign(),
            metric: fault.metric.id(),
            cause: fault.cause.id(),
            gold: fault.gold.as_deref(),
            found: fault.found.as_deref(),
        }
    }
}

impl WireReliability {
    fn of(reliability: &Reliability) -> WireReliability {
        WireReliability {
            events: reliability.count,
            calibration_error: reliability.calibration_error,
            bins: reliability.bins.iter().map(WireBin::of).collect(),
        }
    }
}

impl WireBin {
    fn of(bin: &Bin) -> WireBin {
        let known = |value: f64| Some(value).filter(|_| bin.count > 0);
        WireBin {
            low: bin.low,
            high: bin.high,
            events: bin.count,
            confidence: known(bin.confidence),
            right: known(bin.right),
        }
    }
}
