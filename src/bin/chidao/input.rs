//! Turns the paths that were typed into articles: walks folders, gives ids, reads files, reports what fails and goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chidao::Extractor;
use chidao::article::{self, Article, Given, Meta};
use rayon::ThreadPool;
use rayon::prelude::*;

use crate::args;
use crate::console::Log;

/// The largest article file that is read: 64 MiB.
const LARGEST: u64 = 64 << 20;
/// The extension of the files that are read in a folder.
const EXTENSION: &str = "txt";
/// Inputs that are read at a time.
const BATCH: usize = 256;
/// So many batches wait at most to be taken: whoever takes them may be busy for as long as it takes to read some thousand.
const WAITING: usize = 8;

/// One article to be read.
pub(crate) struct Source {
    pub(crate) id: String,
    path: PathBuf,
}

impl Source {
    /// How messages name it.
    pub(crate) fn name(&self) -> String {
        if is_stdin(&self.path) { "standard input".to_owned() } else { self.path.display().to_string() }
    }
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The articles behind the paths, in the order typed, folders in the order of names.
pub(crate) fn sources<'p>(paths: impl IntoIterator<Item = &'p Path>, log: &mut Log) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            _ if is_stdin(path) => sources.push(typed(path)),
            Ok(found) if found.is_dir() => sources.extend(folder(path, log)),
            Ok(_) => sources.push(typed(path)),
            Err(error) => log.fail(&format!("{}: {}", path.display(), reason(&error))),
        }
    }
    sources
}

/// A file given directly is named as it was typed, without its extension.
fn typed(path: &Path) -> Source {
    Source { id: id_of(path), path: path.to_owned() }
}

fn id_of(path: &Path) -> String {
    path.with_extension("").to_string_lossy().into_owned()
}

fn folder(root: &Path, log: &mut Log) -> Vec<Source> {
    let found = files(root, EXTENSION, log);
    let mut sources: Vec<_> = found.into_iter().map(|path| below(root, path)).collect();
    sources.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    sources
}

/// The files of a folder with this extension, at any depth, in the order of names; says so if there is none.
pub(crate) fn files(root: &Path, extension: &str, log: &mut Log) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let failures = walk(root, extension, &mut found, log);
    if found.is_empty() && failures == 0 {
        crate::console::say(&format!("{}: no .{extension} file in this folder", root.display()));
    }
    found
}

/// A file in a folder is named by its way from there, with slashes on every system.
fn below(root: &Path, path: PathBuf) -> Source {
    let way = path.strip_prefix(root).unwrap_or(&path).with_extension("");
    let parts: Vec<_> = way.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Source { id: parts.join("/"), path }
}

/// Collects such files of a folder and of those in it, and gives the number of failures. Hidden files are passed over
/// in silence, links to folders are not followed.
fn walk(folder: &Path, extension: &str, found: &mut Vec<PathBuf>, log: &mut Log) -> usize {
    let listing = fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    let mut entries = match listing {
        Ok(entries) => entries,
        Err(error) => {
            log.fail(&format!("{}: {}", folder.display(), reason(&error)));
            return 1;
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut failures = 0;
    for entry in entries.iter().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            failures += walk(&path, extension, found, log);
        } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension)) && !path.is_dir() {
            found.push(path);
        } else {
            log.skip();
        }
    }
    failures
}

/// Takes out all items whose id another item has, and names them.
pub(crate) fn without_twins<T>(
    items: Vec<T>,
    id: impl Fn(&T) -> &str,
    name: impl Fn(&T) -> String,
    log: &mut Log,
) -> Vec<T> {
    let mut names: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for item in &items {
        names.entry(id(item)).or_default().push(name(item));
    }
    let mut twins = BTreeSet::new();
    for (id, mut names) in names.into_iter().filter(|(_, names)| names.len() > 1) {
        names.sort();
        log.fail(&format!(
            "{}: these inputs have one id, {id:?}, and none of them is read",
            names.join(" and ")
        ));
        twins.insert(id.to_owned());
    }
    items.into_iter().filter(|item| !twins.contains(id(item))).collect()
}

/// What it takes to read articles, made ready once.
pub(crate) struct Reader {
    /// The language stages, with the gazetteers asked for.
    pub(crate) extractor: Extractor,
    meta: Option<Meta>,
    threads: ThreadPool,
}

impl Reader {
    /// Fails if the gazetteers or the metadata are wrong.
    pub(crate) fn new(options: &args::Reading, gazetteers: Option<&Path>) -> Result<Reader> {
        let extractor = match gazetteers {
            Some(dir) => Extractor::with_gazetteers(dir)?,
            None => Extractor::builtin(),
        };
        let jobs = options.jobs.map_or(0, usize::from);
        let threads =
            rayon::ThreadPoolBuilder::new().num_threads(jobs).build().context("starting threads")?;
        Ok(Reader { extractor, meta: options.meta.as_deref().map(read_meta).transpose()?, threads })
    }

    /// What the metadata give of an article.
    pub(crate) fn given(&self, id: &str) -> Option<&Given> {
        self.meta.as_ref()?.given(id)
    }

    /// Reads all articles on all threads, and hands what `turn` makes of each to `take`, in the order of the sources.
    pub(crate) fn read_all<T: Send>(
        &self,
        sources: &[Source],
        turn: impl Fn(&Source, Article) -> Result<T> + Sync,
        mut take: impl FnMut(&Source, Result<T>) -> Result<()>,
    ) -> Result<()> {
        let one = |source: &Source| self.read(source).and_then(|article| turn(source, article));
        let read = |batch: &[Source]| -> Vec<Result<T>> {
            self.threads.install(|| batch.par_iter().map(&one).collect())
        };
        // While one batch is taken the next is read.
        std::thread::scope(|scope| {
            let (ready, batches) = std::sync::mpsc::sync_channel(WAITING);
            let read = &read;
            scope.spawn(move || {
                let mut left = sources.chunks(BATCH);
                left.all(|batch| ready.send((batch, read(batch))).is_ok())
            });
            for (batch, results) in batches {
                for (source, result) in batch.iter().zip(results) {
                    take(source, result)?;
                }
            }
            Ok(())
        })
    }

    /// Hands articles that are there already to `turn`, on all threads; the results come in their order.
    pub(crate) fn read_again<T: Send>(
        &self,
        articles: Vec<(Article, Given)>,
        turn: impl Fn(Article, Given) -> T + Sync,
    ) -> Vec<T> {
        let one = |(article, given)| turn(article, given);
        self.threads.install(|| articles.into_par_iter().map(one).collect())
    }

    fn read(&self, source: &Source) -> Result<Article> {
        let bytes = if is_stdin(&source.path) { read_stdin() } else { read_file(&source.path) }?;
        self.article(&source.id, &bytes)
    }

    /// The article in these bytes.
    pub(crate) fn article(&self, id: &str, bytes: &[u8]) -> Result<Article> {
        if bytes.is_empty() {
            bail!("the file is empty");
        }
        let text = article::decode(bytes)?;
        if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            bail!("the file is empty but for spaces");
        }
        let mut article = Article::from_text(id.to_owned(), text);
        if let Some(meta) = &self.meta {
            meta.apply(&mut article);
        }
        Ok(article)
    }
}

fn read_meta(path: &Path) -> Result<Meta> {
    Ok(Meta::parse(&read_text(path)?, &path.display().to_string())?)
}

/// A small file in any encoding that articles may have.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let name = || path.display().to_string();
    let bytes = read_file(path).with_context(name)?;
    article::decode(&bytes).with_context(name)
}

fn read_file(path: &Path) -> Result<Vec<u8>> {
    let file = File::open(path).map_err(|error| anyhow::anyhow!(reason(&error)))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    if size > LARGEST {
        bail!("{size} bytes, more than the limit of {LARGEST} (64 MiB)");
    }
    read_within_limit(file)
}

/// Standard input to its end, within the limit.
pub(crate) fn read_stdin() -> Result<Vec<u8>> {
    read_within_limit(io::stdin().lock())
}

/// What is no plain file does not tell its size before it is read.
pub(crate) fn read_within_limit(input: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| anyhow::anyhow!(reason(&error)))?;
    if bytes.len() as u64 > LARGEST {
        bail!("more than the limit of {LARGEST} bytes (64 MiB)");
    }
    Ok(bytes)
}

/// Why something could not be read, in lower case and without numbers of the system.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        kind => kind.to_string(),
    }
}
