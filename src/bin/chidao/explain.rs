//! `chidao explain`: an article sentence by sentence, with what was read from each, by which rule and which rows, and
//! what was not.
//!
//! Finding out is the library's, through [`Extractor::analyse`]; this file and those below it only lay it out.

mod paper;
mod sentence;
mod why_not;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use chidao::article::{Article, Part};
use chidao::entity::EntityIndex;
use chidao::extractor::Analysis;
use chidao::text::{Span, Text};

use crate::args::{self, Explain};
use crate::console::Log;
use crate::input::{self, Reader};
use paper::{DIM, Paper, STRONG};

/// Columns of a text that is only hinted at.
const ONE_LINE: usize = 90;
/// Columns of a name that stands in full elsewhere.
const NAME: usize = 44;

/// Runs the command.
pub(crate) fn run(args: &Explain, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let reader = Reader::new(&args::Reading { jobs: None, meta: args.meta.clone() }, gazetteers)?;
    let mut log = Log::default();
    let sources = input::sources([args.file.as_path()], &mut log);
    let mut out = anstream::stdout().lock();
    let page = |_: &_, article| Ok(explain(&reader, &article, args.why_not));
    reader.read_all(&sources, page, |source, page| {
        match page {
            Ok(page) => {
                out.write_all(page.as_bytes())?;
                log.read();
            }
            Err(error) => log.fail(&format!("{}: {error:#}", source.name())),
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(log.close())
}

/// The whole page of one article.
fn explain(reader: &Reader, article: &Article, why_not: bool) -> String {
    let text = Text::new(&article.text);
    let analysis = reader.extractor.analyse(article, &text);
    let view = View { article, text: &text, ids: analysis.ids(), analysis: &analysis, why_not };
    let mut paper = Paper::default();
    view.head(&mut paper);
    for (number, part) in article.parts.iter().enumerate() {
        view.part(number, part, &mut paper);
    }
    paper.finish()
}

/// An article and all that is known of it.
struct View<'v, 'a> {
    article: &'v Article,
    text: &'v Text,
    analysis: &'v Analysis<'a>,
    /// The id by which the facts name an entity; none for what nothing is said of.
    ids: BTreeMap<EntityIndex, String>,
    why_not: bool,
}

impl View<'_, '_> {
    fn head(&self, paper: &mut Paper) {
        let article = self.article;
        let cut = |range: &std::ops::Range<usize>| plain(&article.text[range.clone()]);
        let mut facts = vec![article.published.as_ref().map_or("no date".to_owned(), ToString::to_string)];
        facts.extend(article.byline.as_ref().map(|byline| format!("signed {}", cut(byline))));
        facts.extend((article.copies > 1).then(|| format!("{} copies", article.copies)));
        paper.line(&[(STRONG, &plain(&article.id)), (DIM, &format!("   {}", facts.join("   ")))]);
    }

    /// A part of the article: its sentences, or one line that tells why it has none.
    fn part(&self, number: usize, part: &Part, paper: &mut Paper) {
        let lines: Vec<usize> = (0..self.analysis.lines.len())
            .filter(|&l| self.analysis.lines[l].sentence.paragraph == number)
            .collect();
        paper.gap();
        if lines.is_empty() {
            let text = plain(self.article.text_of(part));
            return paper
                .line(&[(DIM, &format!("{:<10} {}", part.kind.id(), paper::shortened(&text, ONE_LINE)))]);
        }
        paper.line(&[(DIM, part.kind.id())]);
        for (nth, line) in lines.into_iter().enumerate() {
            if nth > 0 {
                paper.gap();
            }
            self.sentence(line, paper);
        }
    }

    /// Tokens as the article prints them.
    fn quote(&self, span: Span) -> String {
        let tokens = &self.analysis.scan.tokens;
        if span.is_empty() {
            return String::new();
        }
        let norm = tokens[span.start].start as usize..tokens[span.end - 1].end as usize;
        plain(&self.article.text[self.text.to_source(norm)])
    }

    /// `p1 Lù Anh Xuân`; what is long is cut, the id tells it.
    fn named(&self, entity: EntityIndex) -> String {
        let name = plain(&self.analysis.entities.list[entity].name);
        format!("{} {}", self.id(entity), paper::shortened(&name, NAME))
    }

    fn id(&self, entity: EntityIndex) -> &str {
        self.ids.get(&entity).map_or("-", String::as_str)
    }
}

/// One line without anything that a terminal obeys.
fn plain(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
