//! Times a store of many articles: adding them all, adding one more, every question, and commands that start cold.
//!
//! The articles are invented ones (`generator`), 100,000 where no number is typed: `cargo bench --bench store -- 20000`. Questions ask for
//! people, posts and bodies drawn at random, and for those that stand in most articles. With `--limits` the exit status is 1 where
//! something takes longer than it may; with `--in=FOLDER` articles and store are made there and stay, and a store that is there is asked.
//! With `--processor` what questions and one article more take is processor time, where others share the machine; a command is timed by the
//! clock all the same, for its time passes in another process. With `--only=WORDS` just the lines of these words are measured.

mod generator;

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chidao::Extractor;
use chidao::article::Article;
use chidao::lexicon::Day;
use chidao::query;
use chidao::store::{Entry, Store};
use chidao::vocab::EntityKind;
use cpu_time::ThreadTime;
use fastrand::Rng;

use generator::Generator;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Articles, where no number is typed.
const ARTICLES: usize = 100_000;
/// Files in one folder.
const FOLDER: usize = 1000;
/// How often each question is asked, about other people each time, and one more article added.
const ASKED: usize = 200;
/// How often a command is started, and a question about the whole asked.
const TURNS: usize = 15;
/// Articles a second that are added at least.
const LIMIT_BULK: f64 = 2000.0;
/// Milliseconds that adding one article, a question, a question about the whole, and a cold command may take.
const LIMIT_ADD: f64 = 100.0;
const LIMIT_ASK: f64 = 50.0;
const LIMIT_WHOLE: f64 = 500.0;
const LIMIT_COLD: f64 = 300.0;

const PEOPLE: &[EntityKind] = &[EntityKind::Person];
const ACTORS: &[EntityKind] = &[EntityKind::Person, EntityKind::Post, EntityKind::Body, EntityKind::Group];

fn main() -> ExitCode {
    // `cargo bench` adds `--bench` to what is typed.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    PROCESSOR.store(args.iter().any(|arg| arg == "--processor"), Ordering::Relaxed);
    let wanted = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(ARTICLES);
    let only = args.iter().find_map(|arg| arg.strip_prefix("--only=")).unwrap_or_default().to_owned();
    let mut report = Report { over: false, only };
    let mut generator = Generator::new(1);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let kept = args.iter().find_map(|arg| arg.strip_prefix("--in="));
    let folder = kept.map_or(folder.path(), Path::new);
    let file = folder.join("corpus.db");
    if file.exists() {
        // Articles to come are others than those that are there.
        (0..wanted).for_each(|_| drop(generator.article()));
    } else {
        write(folder, &mut generator, wanted);
        add_all(folder, wanted, &mut report);
    }
    let megabytes = std::fs::metadata(&file).map_or(0, |data| data.len()) / 1_000_000;
    println!("{wanted} articles, a store of {megabytes} MB");

    println!("{:<32}{:>10}{:>10}{:>10}{:>10}", "milliseconds", "median", "p99", "most", "limit");
    let extractor = Extractor::builtin();
    let mut store = Store::open(&file).expect("the store opens");
    let mut more = Vec::new();
    report.line("one article more", ASKED, LIMIT_ADD, || {
        let (id, text) = generator.article();
        more.push(id.clone());
        timed(|| one_more(&mut store, &extractor, id, text))
    });
    // So that they are new the next time, too.
    store.remove(&more.iter().map(String::as_str).collect::<Vec<_>>()).expect("the articles are there");
    store.settle().expect("what follows is kept");
    ask(&store, &extractor, &mut report);
    cold(folder, &store, &mut report);
    ExitCode::from(u8::from(report.over && args.iter().any(|arg| arg == "--limits")))
}

fn add_all(folder: &Path, wanted: usize, report: &mut Report) {
    let before = Instant::now();
    let added = chidao(folder, &["add", "corpus.db", "articles"]);
    let took = before.elapsed().as_secs_f64();
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let rate = wanted as f64 / took;
    println!("added in {took:.1} s: {rate:.0} articles a second (at least {LIMIT_BULK:.0})");
    report.over |= rate < LIMIT_BULK;
}

fn write(folder: &Path, generator: &mut Generator, articles: usize) {
    for at in 0..articles {
        let within = folder.join(format!("articles/{:03}", at / FOLDER));
        if at % FOLDER == 0 {
            std::fs::create_dir_all(&within).expect("a folder of articles");
        }
        let (id, text) = generator.article();
        std::fs::write(within.join(id + ".txt"), text).expect("an article");
    }
}

fn chidao(folder: &Path, args: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chidao"));
    command.current_dir(folder).args(args).stdout(Stdio::null()).output().expect("the program starts")
}

/// Whether the processor time of this thread is measured, and not what the clock says.
static PROCESSOR: AtomicBool = AtomicBool::new(false);

fn timed(work: impl FnOnce()) -> Duration {
    if PROCESSOR.load(Ordering::Relaxed) {
        let before = ThreadTime::now();
        work();
        return before.elapsed();
    }
    by_the_clock(work)
}

fn by_the_clock(work: impl FnOnce()) -> Duration {
    let before = Instant::now();
    work();
    before.elapsed()
}

fn one_more(store: &mut Store, extractor: &Extractor, id: String, text: String) {
    let reading = extractor.read(&Article::from_text(id, text.clone()));
    let entry = Entry::new(text, None, &reading).expect("an article is ready");
    store.add(vec![entry]).expect("an article is added");
    store.settle().expect("what follows from it is kept");
}

/// What is measured, and whether anything took too long.
struct Report {
    over: bool,
    /// Only lines with these words.
    only: String,
}

impl Report {
    /// Measures something so many times.
    fn line(&mut self, name: &str, turns: usize, limit: f64, mut turn: impl FnMut() -> Duration) {
        if !name.contains(&self.only) {
            return;
        }
        let mut times: Vec<Duration> = (0..turns).map(|_| turn()).collect();
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3;
        let (median, high, most) = (at(0.5), at(0.99), at(1.0));
        println!("{name:<32}{median:>10.1}{high:>10.1}{most:>10.1}{limit:>10.0}");
        self.over |= high > limit;
    }
}

/// Something to ask, about what is drawn.
type Question<'q> = Box<dyn Fn(&mut Rng) + 'q>;

/// Names to ask for.
struct Names {
    people: Vec<String>,
    posts: Vec<String>,
    bodies: Vec<String>,
}

/// Names drawn at random, as the store has them; the first are those of most articles.
fn names(store: &Store) -> Names {
    let of = |kind| store.labels(kind).expect("the store has names");
    Names { people: of(EntityKind::Person), posts: of(EntityKind::Post), bodies: of(EntityKind::Body) }
}

fn ask(store: &Store, extractor: &Extractor, report: &mut Report) {
    let names = names(store);
    let heads = |title: &str| extractor.lexicon().is_head_title(title);
    let mut questions: Vec<(&str, Question)> = Vec::new();
    let any = |random: &mut Rng, names: &[String]| names[random.usize(..names.len())].clone();
    let career = |name: &str| {
        let graph = store.career(name, &heads).expect("an answer");
        black_box(query::spells(&graph, &heads).len());
    };
    questions.push(("roles", Box::new(|random| career(&any(random, &names.people)))));
    questions.push((
        "roles, name typed with a slip",
        Box::new(|random| {
            let name = any(random, &names.people);
            career(&slip(random, &name));
        }),
    ));
    questions.push(("roles, of most articles", Box::new(|random| career(&names.people[random.usize(..20)]))));
    let holders = |name: &str| {
        let graph = store.holders(name).expect("an answer");
        black_box(query::spells(&graph, &heads).len());
    };
    questions.push(("who", Box::new(|random| holders(&any(random, &names.posts)))));
    questions.push(("who, of most articles", Box::new(|random| holders(&names.posts[random.usize(..20)]))));
    let told = |ends: [Option<&str>; 2], days| {
        let graph = store.instructions(ACTORS, ends, days).expect("an answer");
        black_box(query::instructions(&graph).len());
    };
    questions.push((
        "directed --by",
        Box::new(|random| told([Some(&any(random, &names.people)), None], (None, None))),
    ));
    questions.push((
        "directed --to",
        Box::new(|random| told([None, Some(&any(random, &names.bodies))], (None, None))),
    ));
    questions.push(("directed, a week", Box::new(|random| told([None, None], week(random)))));
    let met = |with: &[&str], days| {
        let graph = store.meetings(ACTORS, with, days).expect("an answer");
        black_box(query::meetings(&graph).len());
    };
    questions.push(("meetings --with", Box::new(|random| met(&[&any(random, &names.people)], (None, None)))));
    questions.push((
        "meetings --with, two",
        Box::new(|random| {
            met(&[&any(random, &names.people), &names.people[random.usize(..20)]], (None, None));
        }),
    ));
    questions.push(("meetings, a week", Box::new(|random| met(&[], week(random)))));
    questions.push((
        "changes, a week",
        Box::new(|random| {
            let graph = store.moves(week(random), &heads).expect("an answer");
            black_box(query::changes(&query::spells(&graph, &heads)).len());
        }),
    ));
    questions.push((
        "search",
        Box::new(|random| {
            black_box(store.search(&[&any(random, &names.people)], 20).expect("an answer").len());
        }),
    ));
    for (name, question) in questions {
        let mut random = Rng::with_seed(2);
        report.line(name, ASKED, LIMIT_ASK, || timed(|| question(&mut random)));
    }
    let mut random = Rng::with_seed(2);
    report.line("path", ASKED, LIMIT_WHOLE, || {
        timed(|| {
            let (from, to) = (any(&mut random, &names.people), any(&mut random, &names.people));
            let graph = store.ways(PEOPLE, &from, &to).expect("an answer");
            black_box(graph.inner().edge_count());
        })
    });
    let mut rank = |name, ranked: &dyn Fn() -> usize| {
        report.line(name, TURNS, LIMIT_WHOLE, || {
            timed(|| {
                black_box(ranked());
            })
        });
    };
    rank("rank --by chaired", &|| store.busiest_chairs(20).expect("an answer").len());
    rank("rank --by directed", &|| store.busiest_directors(20).expect("an answer").len());
    rank("rank --by centrality", &|| store.most_central(20).expect("an answer").len());
}

/// A name without one of its letters.
fn slip(random: &mut Rng, name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let gone = random.usize(1..letters.len());
    letters.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, letter)| letter).collect()
}

fn week(random: &mut Rng) -> (Option<Day>, Option<Day>) {
    let month = format!("{}-{:02}", random.u32(2010..2026), random.u32(1..13));
    let first = random.u32(1..22);
    (Day::of(&format!("{month}-{first:02}")), Day::of(&format!("{month}-{:02}", first + 6)))
}

fn cold(folder: &Path, store: &Store, report: &mut Report) {
    let names = names(store);
    let (one, other) = (names.people[40].as_str(), names.people[names.people.len() / 2].as_str());
    let commands: [&[&str]; 5] = [
        &["roles", one, "corpus.db"],
        &["who", &names.posts[60], "corpus.db"],
        &["directed", "--by", one, "corpus.db"],
        &["meetings", "--with", other, "corpus.db"],
        &["status", "corpus.db"],
    ];
    for args in commands {
        let run = || assert!(chidao(folder, args).status.success(), "{args:?}");
        let name = format!("cold: chidao {}", args[0]);
        report.line(&name, TURNS, LIMIT_COLD, || by_the_clock(run));
    }
}
