//! Measures the memory that each format needs to write a graph, against the memory of the graph itself.
//!
//! The graph has one million edges: meetings with their chairs, attendees and instructions, each with a quote. What is counted is what is
//! allocated: the graph while nothing is written, and the most at any moment while a format writes to nowhere. `cargo bench --bench export`
//! takes the number of edges as its argument. With `--limits` the exit status is 1 where a format needs more than twice the graph.

use std::io;
use std::process::ExitCode;

use chidao::Graph;
use chidao::export::{FORMATS, Options, facts};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Edges, where no number is typed.
const EDGES: usize = 1_000_000;
/// People at a meeting, of whom the first is the chair and the last two are told something.
const PEOPLE: usize = 100;
/// People in all.
const KNOWN: usize = 2000;
/// A format may need so many times the memory of the graph, with the graph itself.
const LIMIT: f64 = 2.0;

fn main() -> ExitCode {
    // `cargo bench` adds `--bench` to what is typed.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let wanted = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(EDGES);
    let before = MEMORY.current_usage();
    let graph = graph(wanted);
    let own = MEMORY.current_usage() - before;
    let count = |number: usize| number as f64 / 1e6;
    println!(
        "{} nodes, {} edges: {:.0} MB",
        graph.inner().node_count(),
        graph.inner().edge_count(),
        count(own)
    );
    println!("{:<12}{:>12}{:>12}{:>14}", "", "written MB", "more MB", "x the graph");
    let mut over = false;
    for format in FORMATS {
        let (mut written, mut most) = (0, 0);
        for file in format.files {
            MEMORY.reset_peak_usage();
            let held = MEMORY.current_usage();
            let mut out = Counted(0);
            (file.write)(&graph, &Options::default(), &mut out).expect("nothing fails to be thrown away");
            most = most.max(MEMORY.peak_usage().saturating_sub(held));
            written += out.0;
        }
        let ratio = (own + most) as f64 / own as f64;
        over |= ratio > LIMIT;
        println!("{:<12}{:>12.0}{:>12.1}{ratio:>14.2}", format.name, count(written), count(most));
    }
    println!("no format may need more than {LIMIT:.0} times the graph");
    ExitCode::from(u8::from(over && args.iter().any(|arg| arg == "--limits")))
}

/// Bytes that are counted and thrown away.
struct Counted(usize);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A graph of about so many edges.
fn graph(edges: usize) -> Graph {
    // The chair, the others, and the two who are told something are edges.
    let meetings = edges / (PEOPLE + 2);
    let readings: Vec<_> =
        (0..meetings).map(|at| facts::read(&record(at)).expect("a record of facts")).collect();
    Graph::from_readings(&readings)
}

/// The facts of one meeting.
fn record(at: usize) -> String {
    let day = format!("20{:02}-{:02}-{:02}", 10 + at / 336 % 15, 1 + at / 28 % 12, 1 + at % 28);
    let name = |number: usize| format!("Person {:04} of Somewhere", number % KNOWN);
    let mut entities = vec![format!(
        r#"{{"id":"m1","kind":"meeting","name":"meeting {at}","type":"conference","date":"{day}","session":null,"place":"place {at}","organizer":null}}"#
    )];
    let mut events = Vec::new();
    for number in 0..PEOPLE {
        let id = format!("p{number}");
        entities.push(format!(r#"{{"id":"{id}","kind":"person","name":"{}"}}"#, name(at * 7 + number)));
        let relation = if number == 0 { "chaired" } else { "attended" };
        events.push(event(relation, &id, "m1", &day, number * 100));
    }
    for told in [PEOPLE - 2, PEOPLE - 1] {
        events.push(event("directed", "p0", &format!("p{told}"), &day, told * 200));
    }
    format!(
        r#"{{"schema":"chidao.facts/1","doc":{{"id":"{at:06}","title":null,"published":"{day}","byline":null,"url":null,"publisher":null,"copies":1,"chars":30000,"sha256":"","extractor":""}},"entities":[{}],"mentions":[],"roles":[],"events":[{}]}}"#,
        entities.join(","),
        events.join(",")
    )
}

fn event(relation: &str, agent: &str, target: &str, day: &str, start: usize) -> String {
    let quote =
        "Someone with a name of usual length did something of usual importance at the meeting of the day";
    let directive = if relation == "directed" { r#""report what became of it""# } else { "null" };
    format!(
        r#"{{"type":"{relation}","agent":"{agent}","target":"{target}","status":"asserted","date":"{day}","order":null,"role":null,"on_behalf_of":null,"directive":{directive},"strength":null,"start":{start},"end":{},"quote":"{quote}","rule":"made.up","confidence":0.5}}"#,
        start + quote.len()
    )
}
