//! Times the pipeline, stage by stage and as a whole, against a plain scan of the same gazetteers.
//!
//! The yardstick is one aho-corasick automaton over `Lexicon::surfaces()` (contiguous NFA, leftmost-longest) that counts its
//! matches in the folded text of the same articles, one after the other. It stays as it is whatever automaton the product uses.
//!
//! Files are in memory before the clock starts; the clock is the processor time of this thread; what is measured takes turns, and
//! the median of the turns counts. `cargo bench` reads `examples/articles`, `cargo bench -- FOLDER` another folder.
//! With `--limits` the exit status is 1 where the whole pipeline or the start-up is over its limit.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use chidao::article::{self, Article};
use chidao::entity::{self, Entities, Line, Setting};
use chidao::export::facts;
use chidao::lexicon::{Lexicon, Scan};
use chidao::text::{Text, Token};
use chidao::{Extractor, Reading, event, mention};
use cpu_time::ThreadTime;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns that everything gets; an odd number, so that the median is one of them.
const TURNS: usize = 7;
/// A turn repeats a short folder until it takes about as long as this.
const LEAST: Duration = Duration::from_millis(40);
/// The whole pipeline may take so many times the scan.
const LIMIT: f64 = 12.0;
/// The gazetteers may take so many milliseconds to load.
const LIMIT_START_MS: f64 = 60.0;

fn main() -> ExitCode {
    // `cargo bench` adds `--bench` to what is typed.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let folder = args.iter().find(|arg| !arg.starts_with("--")).map_or("examples/articles", String::as_str);
    let articles = read(Path::new(folder));
    if articles.is_empty() {
        eprintln!("{folder}: no article to measure");
        return ExitCode::from(1);
    }
    let (start_ms, ratio) = report(folder, &articles);
    let over = ratio > LIMIT || start_ms > LIMIT_START_MS;
    ExitCode::from(u8::from(over && args.iter().any(|arg| arg == "--limits")))
}

/// Prints the table; gives the start-up in milliseconds and the whole pipeline as a multiple of the scan.
fn report(folder: &str, articles: &[(String, String)]) -> (f64, f64) {
    let start_ms = start_up();
    let extractor = Extractor::builtin();
    let prepared: Vec<Prepared> =
        articles.iter().map(|(id, text)| Prepared::new(&extractor, id, text)).collect();
    let yardstick = yardstick(extractor.lexicon());
    let measures = measures(&extractor, &yardstick, articles, &prepared);
    let times = medians(&measures);
    let megabytes = articles.iter().map(|(_, text)| text.len()).sum::<usize>() as f64 / 1e6;

    println!("{folder}: {} articles, {megabytes:.2} MB", articles.len());
    println!(
        "start-up: {start_ms:.1} ms ({} surfaces; limit {LIMIT_START_MS:.0})",
        extractor.lexicon().surfaces().len()
    );
    println!("{:<26}{:>10}{:>10}{:>10}", "", "ms/MB", "MB/s", "x scan");
    let scan = times[0];
    for (measure, time) in measures.iter().zip(&times) {
        let ms = time * 1e3 / megabytes;
        println!("{:<26}{ms:>10.2}{:>10.1}{:>10.2}", measure.name, 1e3 / ms, time / scan);
    }
    let ratio = times[1] / scan;
    println!("the whole pipeline takes {ratio:.1} times the scan (limit {LIMIT:.0})");
    (start_ms, ratio)
}

/// The articles below a folder, id and decoded text, in the order of names.
fn read(folder: &Path) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    walk(folder, &mut paths);
    paths.sort();
    let text = |path: &PathBuf| article::decode(&std::fs::read(path).ok()?).ok();
    paths.iter().filter_map(|path| Some((path.display().to_string(), text(path)?))).collect()
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            walk(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            out.push(path);
        }
    }
}

fn start_up() -> f64 {
    let mut turns: Vec<f64> =
        (0..TURNS).map(|_| seconds(&|| drop(black_box(Extractor::builtin())))).collect();
    median(&mut turns) * 1e3
}

fn yardstick(lexicon: &Lexicon) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(lexicon.surfaces())
        .expect("the surfaces of the program's own automaton")
}

/// What each stage gets, made beforehand.
struct Prepared {
    article: Article,
    text: Text,
    tokens: Vec<Token>,
    lines: Vec<Line>,
    entities: Entities,
    reading: Reading,
}

impl Prepared {
    fn new(extractor: &Extractor, id: &str, text: &str) -> Prepared {
        let article = Article::from_text(id, text.to_owned());
        let text = Text::new(&article.text);
        let analysis = extractor.analyse(&article, &text);
        let (tokens, lines) = (analysis.scan.tokens, analysis.lines);
        let scan = Scan::new(extractor.lexicon(), &text, tokens.clone());
        let entities = entity::resolve(&scan, &lines, Setting::default());
        let reading = extractor.read(&article);
        Prepared { article, text, tokens, lines, entities, reading }
    }

    fn scan<'a>(&'a self, extractor: &'a Extractor) -> Scan<'a> {
        Scan::new(extractor.lexicon(), &self.text, self.tokens.clone())
    }
}

/// One thing that is timed: a pass over all articles.
struct Measure<'a> {
    name: &'static str,
    pass: Box<dyn Fn() + 'a>,
}

/// The yardstick first, the whole second, then the stages in order; the last three stand for what has no function of its own.
fn measures<'a>(
    extractor: &'a Extractor,
    yardstick: &'a AhoCorasick,
    articles: &'a [(String, String)],
    prepared: &'a [Prepared],
) -> Vec<Measure<'a>> {
    let each = move |name, work: Box<dyn Fn(&'a Prepared) + 'a>| Measure {
        name,
        pass: Box::new(move || prepared.iter().for_each(&work)),
    };
    let scans: &'a [Scan<'a>] = prepared.iter().map(|p| p.scan(extractor)).collect::<Vec<_>>().leak();
    let scanned = move |name, work: Box<dyn Fn(&'a Prepared, &'a Scan<'a>) + 'a>| Measure {
        name,
        pass: Box::new(move || prepared.iter().zip(scans).for_each(|(p, scan)| work(p, scan))),
    };
    let whole = move || {
        let mut bytes = Vec::new();
        for (id, text) in articles {
            bytes.clear();
            let reading = extractor.read(&Article::from_text(id.as_str(), text.clone()));
            facts::write(&reading, &mut bytes).expect("memory takes everything");
            black_box(&bytes);
        }
    };
    vec![
        each("scan (yardstick)", Box::new(|p| _ = black_box(yardstick.find_iter(&p.text.folded).count()))),
        Measure { name: "whole pipeline", pass: Box::new(whole) },
        Measure {
            name: "  article",
            pass: Box::new(move || {
                articles.iter().for_each(|(id, text)| {
                    black_box(Article::from_text(id.as_str(), text.clone()));
                });
            }),
        },
        each("  text: normalize", Box::new(|p| drop(black_box(Text::new(&p.article.text))))),
        each("  lexicon: scan", Box::new(|p| drop(black_box(p.scan(extractor))))),
        scanned("  mention (one pass)", Box::new(|p, scan| find_all(p, scan))),
        scanned(
            "  entity",
            Box::new(|p, scan| drop(black_box(entity::resolve(scan, &p.lines, Setting::default())))),
        ),
        scanned(
            "  event",
            Box::new(|p, scan| drop(black_box(event::extract(scan, &p.lines, &mut p.entities.clone())))),
        ),
        each(
            "  export: facts",
            Box::new(|p| facts::write(&p.reading, &mut std::io::sink()).expect("a sink takes all")),
        ),
        each("all but article, export", Box::new(|p| drop(black_box(extractor.read(&p.article))))),
        each("text to event", Box::new(|p| analyse(extractor, p))),
    ]
}

fn find_all(prepared: &Prepared, scan: &Scan) {
    for line in &prepared.lines {
        black_box(mention::find(scan, line.sentence, &mention::Known::default()));
    }
}

fn analyse(extractor: &Extractor, prepared: &Prepared) {
    let text = Text::new(&prepared.article.text);
    black_box(extractor.analyse(&prepared.article, &text).events.len());
}

/// Seconds of a pass, median over the turns; in every turn each measure has its turn.
fn medians(measures: &[Measure]) -> Vec<f64> {
    let once: Vec<f64> = measures.iter().map(|measure| seconds(&measure.pass)).collect();
    let repeats: Vec<usize> =
        once.iter().map(|s| (LEAST.as_secs_f64() / s).ceil().clamp(1.0, 1e4) as usize).collect();
    let mut turns = vec![Vec::new(); measures.len()];
    for _ in 0..TURNS {
        for (at, measure) in measures.iter().enumerate() {
            let all = seconds(&|| (0..repeats[at]).for_each(|_| (measure.pass)()));
            turns[at].push(all / repeats[at] as f64);
        }
    }
    turns.iter_mut().map(|turns| median(turns)).collect()
}

fn seconds(work: &dyn Fn()) -> f64 {
    let start = ThreadTime::now();
    work();
    start.elapsed().as_secs_f64()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
