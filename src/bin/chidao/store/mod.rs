//! `chidao add`, `remove`, `status`, `rebuild` and `search`: articles kept in a file from one day to the next.

pub(crate) mod args;

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use chidao::article::Article;
use chidao::store::{self, Bulk, Counts, Entry, Store};

use self::args::{Add, Rebuild, Remove, Search, Status};
use crate::ask::answer::{Answer, Cell, Column, short};
use crate::console::{self, Log, counted};
use crate::input::{self, Reader, Source};
use crate::{args as shared, output};

/// Articles that are handed on at a time.
const BATCH: usize = 256;
/// After so long, what was added is kept for good: nothing older is lost, and no other program waits longer.
const PATIENCE: Duration = Duration::from_secs(4);

const FOUND: &[Column] = &[short("date"), short("article"), short("title"), short("quote")];

fn open(path: &Path) -> Result<Store> {
    if !path.is_file() {
        return Err(anyhow!("{}: there is no such store", path.display()));
    }
    Store::open(path).with_context(|| path.display().to_string())
}

/// `chidao add`.
pub(crate) fn add(args: &Add, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let name = || args.store.display().to_string();
    let reader = Reader::new(&args.reading, gazetteers)?;
    let mut log = Log::default();
    let sources = input::sources(args.paths.iter().map(AsRef::as_ref), &mut log);
    let sources = input::without_twins(sources, |source| &source.id, Source::name, &mut log);
    let mut store = Store::create(&args.store).with_context(name)?;
    let kept = store.given().with_context(name)?;
    let turn = |_: &Source, mut article: Article| {
        let mut given = reader.given(&article.id).cloned();
        if given.is_none()
            && let Some(known) = kept.get(&article.id)
        {
            known.apply(&mut article);
            given = Some(known.clone());
        }
        let reading = reader.extractor.read(&article);
        Ok(Entry::new(article.text, given.as_ref(), &reading)?)
    };
    let mut keeper = Keeper::new(&mut store);
    reader.read_all(&sources, turn, |source, result| {
        match result {
            Ok(one) => {
                keeper.add(one).with_context(name)?;
                log.read();
            }
            Err(error) => log.fail(&format!("{}: {error:#}", source.name())),
        }
        Ok(())
    })?;
    let counts = keeper.finish().with_context(name)?;
    store.settle().with_context(name)?;
    let held = store.status(&reader.extractor.version()).with_context(name)?.articles;
    let Counts { added, changed, unchanged } = counts;
    let line = format!(
        "{added} added, {changed} changed, {unchanged} unchanged; {} in {}\n",
        counted(held, "article"),
        name()
    );
    output::print(line.as_bytes())?;
    Ok(log.close())
}

/// Keeps articles as they are read, and now and then for good.
struct Keeper<'s> {
    bulk: Bulk<'s>,
    waiting: Vec<Entry>,
    kept: Instant,
}

impl<'s> Keeper<'s> {
    fn new(store: &'s mut Store) -> Keeper<'s> {
        Keeper { bulk: store.bulk(), waiting: Vec::new(), kept: Instant::now() }
    }

    fn add(&mut self, entry: Entry) -> Result<(), store::Error> {
        self.waiting.push(entry);
        if self.waiting.len() >= BATCH {
            self.bulk.add(std::mem::take(&mut self.waiting))?;
            if self.kept.elapsed() > PATIENCE {
                self.bulk.keep()?;
                self.kept = Instant::now();
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Counts, store::Error> {
        self.bulk.add(self.waiting)?;
        self.bulk.finish()
    }
}

/// `chidao remove`.
pub(crate) fn remove(args: &Remove) -> Result<ExitCode> {
    let mut store = open(&args.store)?;
    let ids: Vec<&str> = args.ids.iter().map(String::as_str).collect();
    let missing = store.remove(&ids).with_context(|| args.store.display().to_string())?;
    for id in &missing {
        console::say(&format!("{}: no article {id:?}; nothing is removed", args.store.display()));
    }
    if !missing.is_empty() {
        return Ok(ExitCode::from(2));
    }
    store.settle().with_context(|| args.store.display().to_string())?;
    output::print(format!("{} removed\n", counted(ids.len(), "article")).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// `chidao status`.
pub(crate) fn status(args: &Status, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let store = open(&args.store)?;
    let version = reader(None, gazetteers)?.extractor.version();
    let status = store.status(&version).with_context(|| args.store.display().to_string())?;
    let mut page = counted(status.articles, "article");
    if let (Some(first), Some(last)) = (&status.first, &status.last) {
        page += &format!(", {first} to {last}");
    }
    if status.stale > 0 {
        page += &format!("; {} read by another version: chidao rebuild reads them again", status.stale);
    }
    output::print((page + "\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// `chidao rebuild`.
pub(crate) fn rebuild(args: &Rebuild, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let name = || args.store.display().to_string();
    let mut store = open(&args.store)?;
    let reader = reader(args.jobs, gazetteers)?;
    let version = reader.extractor.version();
    let mut read = 0;
    loop {
        let stale = store.stale(&version, BATCH).with_context(name)?;
        if stale.is_empty() {
            break;
        }
        read += stale.len();
        let ready = reader.read_again(stale, |article, given| {
            let reading = reader.extractor.read(&article);
            Entry::new(article.text, Some(&given), &reading)
        });
        let ready = ready.into_iter().collect::<Result<_, _>>().with_context(name)?;
        store.add(ready).with_context(name)?;
    }
    store.settle().with_context(name)?;
    output::print(format!("{} read again\n", counted(read, "article")).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn reader(jobs: Option<std::num::NonZeroUsize>, gazetteers: Option<&Path>) -> Result<Reader> {
    Reader::new(&shared::Reading { jobs, meta: None }, gazetteers)
}

/// `chidao search`.
pub(crate) fn search(args: &Search) -> Result<ExitCode> {
    let store = open(&args.store)?;
    let words: Vec<&str> = args.words.iter().map(String::as_str).collect();
    let found = store.search(&words, args.limit).with_context(|| args.store.display().to_string())?;
    let rows: Vec<Vec<Cell>> = found
        .iter()
        .map(|one| {
            vec![
                one.published.as_deref().into(),
                one.article.as_str().into(),
                one.title.as_deref().into(),
                one.quote.as_str().into(),
            ]
        })
        .collect();
    let empty = rows.is_empty();
    Answer { schema: "chidao.search/1", columns: FOUND, rows }.print(args.format)?;
    Ok(ExitCode::from(u8::from(empty)))
}
