//! Text -> its parts: every line is tried as what can be told from its form, then by its place; what is left is body text.

use super::byline::{self, Byline, Mark};
use super::caption;
use super::copies::{self, Copies};
use super::dateline;
use super::layout::layout;
use super::lines::{self, breaks_off, is_longer};
use super::published::Published;
use super::{Part, PartKind};
use std::ops::Range;

/// A title is no longer, in letters.
const TITLE: usize = 250;
/// A line that an image, a menu or a lone name makes is no longer, in letters.
const SHORT: usize = 280;
/// A lead stands among this many first lines.
const HEAD: usize = 5;
/// A date alone tells when the article was published if it stands among so many first or last lines.
const DATES: usize = 6;
/// A byline stands among this many last lines; captions may follow it.
const TAIL: usize = 12;
/// A lead has at least this many letters.
const LEAD: usize = 30;

/// What the lines of a text are.
pub(super) struct Sorted {
    pub(super) parts: Vec<Part>,
    pub(super) title: Option<Range<usize>>,
    pub(super) published: Option<Published>,
    pub(super) byline: Option<Range<usize>>,
    pub(super) copies: u32,
}

/// Sorts the lines of a text into parts.
pub(super) fn sort(text: &str) -> Sorted {
    let lines = lines::split(text);
    let keys: Vec<String> = lines.iter().map(|line| lines::key(&text[line.clone()])).collect();
    let Copies { blocks, repeats, echoes } = copies::find(&keys);
    let mut sorter = Sorter {
        text,
        keys: &keys,
        cuts: vec![Vec::new(); lines.len()],
        lines: &lines,
        dates: Vec::new(),
        bylines: Vec::new(),
    };
    sorter.by_form(&repeats, &blocks);
    let title = sorter.title();
    for block in &blocks {
        sorter.echoes(block.clone(), &echoes);
        sorter.head(block.clone());
        sorter.tail(block.clone());
    }
    sorter.running();
    Sorted {
        title,
        published: sorter.published(),
        byline: sorter
            .bylines
            .iter()
            .min_by_key(|byline| byline.whole.start)
            .map(|byline| byline.names.clone()),
        copies: u32::try_from(blocks.len()).unwrap_or(u32::MAX).max(1),
        parts: sorter.cuts.into_iter().flatten().collect(),
    }
}

/// Whether the line is the name of a picture: one has its ending behind the last point, or starts as cameras do.
fn is_image(line: &str) -> bool {
    let ending = line.rfind('.').is_some_and(|point| line.len() - point <= ".jpeg)".len());
    let camera = line.starts_with(['I', 'i', 'D', 'd', 'P', 'p', 'M', 'm', 'Z', 'z']);
    (ending || camera) && layout().image.is_match(line)
}

/// The lines on their way to parts; a line without a cut is not sorted yet.
struct Sorter<'t> {
    text: &'t str,
    keys: &'t [String],
    lines: &'t [Range<usize>],
    cuts: Vec<Vec<Part>>,
    /// The dates of the datelines, and whether they say when the article was changed.
    dates: Vec<(Published, bool)>,
    bylines: Vec<Byline>,
}

impl<'t> Sorter<'t> {
    fn line(&self, line: usize) -> &'t str {
        &self.text[self.lines[line].clone()]
    }

    fn is_open(&self, line: usize) -> bool {
        self.cuts[line].is_empty()
    }

    fn set(&mut self, line: usize, kind: PartKind) {
        self.cuts[line] = vec![Part { kind, range: self.lines[line].clone() }];
    }

    /// Datelines, repetitions, images and menus: a line tells what it is.
    fn by_form(&mut self, repeats: &[bool], blocks: &[Range<usize>]) {
        let at_edge = |line: usize| {
            let block = blocks.get(blocks.partition_point(|block| block.end <= line));
            block.is_some_and(|block| line < block.start + DATES || line + DATES >= block.end)
        };
        for (line, &repeated) in repeats.iter().enumerate() {
            let short = !is_longer(self.line(line), SHORT);
            let dateline = dateline::of(self.text, self.lines[line].clone());
            if let Some(dateline) = dateline.filter(|dateline| !dateline.is_bare || at_edge(line)) {
                self.dateline(line, dateline);
            } else if repeated {
                self.set(line, PartKind::Copy);
            } else if short && is_image(self.line(line)) {
                self.set(line, PartKind::Image);
            } else if short && layout().menu.is_match(self.line(line)) {
                self.set(line, PartKind::Menu);
            }
        }
    }

    fn dateline(&mut self, line: usize, dateline: dateline::Dateline) {
        let mut cuts = vec![Part { kind: PartKind::Dateline, range: dateline.range }];
        if let Some(byline) = dateline.byline {
            cuts.push(Part { kind: PartKind::Byline, range: byline.whole.clone() });
            cuts.sort_by_key(|part| part.range.start);
            self.bylines.push(byline);
        }
        self.cuts[line] = cuts;
        self.dates.push((dateline.published, dateline.is_update));
    }

    /// The first date that does not tell of a change, else the first.
    fn published(&self) -> Option<Published> {
        let first = self.dates.iter().find(|(_, is_update)| !is_update).or(self.dates.first());
        first.map(|(published, _)| published.clone())
    }

    /// The title: the first line, if it is short, ends like no sentence, and has text below it.
    fn title(&mut self) -> Option<Range<usize>> {
        let line = (0..self.lines.len().min(HEAD)).find(|&line| self.is_open(line))?;
        let text = self.line(line);
        let short = !is_longer(text, TITLE);
        let stops = text.ends_with(['.', ';', ':']) && !breaks_off(text);
        let below = (line + 1..self.lines.len()).any(|line| self.is_open(line));
        let signed =
            byline::of(self.text, self.lines[line].clone()).is_some_and(|byline| byline.mark != Mark::None);
        (short && !stops && below && !signed).then(|| {
            self.set(line, PartKind::Title);
            self.lines[line].clone()
        })
    }

    /// A short line that stands once more among the last lines is a caption: pages list their pictures there.
    fn echoes(&mut self, block: Range<usize>, echoes: &[Option<usize>]) {
        let end = block.end;
        for line in block {
            let listed = echoes[line].is_some_and(|again| again + TAIL >= end);
            if listed && self.is_open(line) && !is_longer(self.line(line), SHORT) {
                self.cuts[line] = self.caption(line);
            }
        }
    }

    /// A lead that breaks off or stands in full further down, and a byline between title and text.
    fn head(&mut self, block: Range<usize>) {
        let head = block.start..block.end.min(block.start + HEAD);
        for line in head.clone().filter(|&line| line > 0) {
            if self.is_open(line) && self.is_lead(line, block.end) {
                self.set(line, PartKind::Lead);
            }
        }
        let body = head.clone().find(|&line| self.is_open(line) && is_longer(self.line(line), SHORT / 2));
        for line in block.start + 1..body.unwrap_or(block.start + 1) {
            self.byline(line);
        }
    }

    fn is_lead(&self, line: usize, end: usize) -> bool {
        let key = &self.keys[line];
        let text = self.line(line);
        let teaser = [" ...", " …"].iter().any(|mark| text.ends_with(mark)) && line + 1 < end && line <= 2;
        let long = |below: usize| self.keys[below].len() >= key.len();
        let below =
            |below: usize| self.is_open(below) && long(below) && self.keys[below].contains(key.as_str());
        key.len() >= LEAD && (teaser || (line + 1..end).any(below))
    }

    /// The byline among the last lines; the short lines behind it are captions.
    fn tail(&mut self, block: Range<usize>) {
        let first = block.start.max(block.end.saturating_sub(TAIL)).max(1);
        let mut below = block.end;
        for line in (first..block.end).rev() {
            if self.byline(line) {
                for caption in line + 1..below {
                    if self.is_open(caption) {
                        self.cuts[caption] = self.caption(caption);
                    }
                }
                below = line;
            } else if below < block.end || is_longer(self.line(line), SHORT) {
                break;
            }
        }
        self.glued_byline(block.start..below, below < block.end);
    }

    /// Takes an open line as a byline, if it is one.
    fn byline(&mut self, line: usize) -> bool {
        let found = self.is_open(line).then(|| byline::of(self.text, self.lines[line].clone())).flatten();
        let Some(byline) = found else { return false };
        if byline.mark == Mark::None && self.is_in_prose(&byline) {
            self.set(line, PartKind::Caption);
            return false;
        }
        self.set(line, PartKind::Byline);
        self.bylines.push(byline);
        true
    }

    /// Whether the article speaks of this name, so that the line is a caption or a heading.
    fn is_in_prose(&self, byline: &Byline) -> bool {
        let name = &self.text[byline.names.clone()];
        self.text.match_indices(name).any(|(at, _)| {
            let before = self.text[..at].trim_end();
            let credit = before.is_empty()
                || before.ends_with([':', '/', '-', '–', '—', '\n', '.'])
                || self.text[..at].ends_with('\n');
            at != byline.names.start && !credit
        })
    }

    /// The byline behind the last sentence of the body.
    fn glued_byline(&mut self, block: Range<usize>, signed: bool) {
        let Some(line) = block.rev().find(|&line| self.is_open(line)).filter(|_| !signed) else { return };
        let whole = self.lines[line].clone();
        let Some(byline) = byline::at_end(self.text, whole.clone()) else { return };
        if byline.mark == Mark::None && self.is_in_prose(&byline) {
            return;
        }
        let body = lines::trim(self.text, whole.start..byline.whole.start);
        self.cuts[line] = self.prose(body);
        self.cuts[line].push(Part { kind: PartKind::Byline, range: byline.whole.clone() });
        self.bylines.push(byline);
    }

    /// Everything still open is body text, or a caption: by its first words, or by the credit in the next line.
    fn running(&mut self) {
        for line in 0..self.lines.len() {
            if self.is_open(line) {
                self.cuts[line] = self.prose(self.lines[line].clone());
            }
            let credit = matches!(self.cuts[line][..], [Part { kind: PartKind::Credit, .. }]);
            if let Some([above]) = self.cuts[..line].last_mut().map(Vec::as_mut_slice).filter(|_| credit) {
                let short =
                    above.kind == PartKind::Paragraph && !is_longer(&self.text[above.range.clone()], SHORT);
                above.kind = if short { PartKind::Caption } else { above.kind };
            }
        }
    }

    /// The parts of a line that shows a picture.
    fn caption(&self, line: usize) -> Vec<Part> {
        let credit = caption::kind_of(self.line(line)) == PartKind::Credit;
        let kind = if credit { PartKind::Credit } else { PartKind::Caption };
        caption::cut(self.text, self.lines[line].clone(), kind)
    }

    fn prose(&self, line: Range<usize>) -> Vec<Part> {
        caption::cut(self.text, line.clone(), caption::kind_of(&self.text[line]))
    }
}
