//! `gazetteers/layout.tsv` -> the patterns that tell datelines, bylines, captions and menus from prose.
//!
//! Patterns match the text as it is, composed (NFC) or decomposed (NFD), so that matches are offsets into it.

use regex::Regex;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

const ROWS: &str = include_str!("../../gazetteers/layout.tsv");

/// A capitalised word of a name or a short form with points: `Minh`, `T.Minh`, `A.V.`, `VOV.VN`.
const NAME_WORD: &str = concat!(
    r"(?:\p{Lu}\p{M}*[\p{L}\d][\p{L}\p{M}\d]*(?:[.’'][\p{L}\p{M}\d]+)*\+?",
    r"|\p{Lu}\p{M}*(?:[.’'][\p{L}\p{M}\d]+)+|\p{Lu}\p{M}*\.?)"
);

/// What stands for the classes of every script: those of Latin, which compile in a fraction of the time.
const LATIN: [(&str, &str); 6] = [
    (r"\p{Lu}", r"[\p{Lu}&&\p{Latin}]"),
    (r"\p{Ll}", r"[\p{Ll}&&\p{Latin}]"),
    (r"\p{L}", r"\p{Latin}"),
    (r"\p{M}", r"[\u{300}-\u{36F}]"),
    (r"\d", "[0-9]"),
    (r"\w", r"[\p{Latin}[\u{300}-\u{36F}]0-9_]"),
];

/// The patterns, compiled once.
pub(super) struct Layout {
    /// One token of a dateline at the start of a string; the named group says which.
    pub(super) dateline_token: Regex,
    /// A credit with its colon inside a paragraph: `Ảnh:`; group `word` are the words before the colon.
    pub(super) credit: Regex,
    /// The last word before such a colon, at the end of a string.
    pub(super) credit_end: Regex,
    /// Words of credits alone before a colon at the start of a string: `Ảnh:`, not `Tin, ảnh:`.
    pub(super) credit_word: Regex,
    /// A credit in parentheses without a colon.
    pub(super) bare_credit: Regex,
    /// A line that is a credit without a name.
    pub(super) credit_line: Regex,
    /// A line that is a credit without a colon.
    pub(super) named_credit_line: Regex,
    /// What a credit names where it is no name, up to a full stop.
    pub(super) credit_source: Regex,
    /// A news agency at the start of a string, its group `name`; a sentence may be glued to it.
    pub(super) agency: Regex,
    /// `Tin, ảnh:` at the start of a string.
    pub(super) byline_work: Regex,
    /// `Theo`, `PV` at the start of a string.
    pub(super) byline_prefix: Regex,
    /// `PV` with nothing behind it.
    pub(super) byline_alone: Regex,
    /// What may follow such a prefix in lower case.
    pub(super) source_word: Regex,
    /// Names with joints between them and, perhaps, a bracket or what they did behind: groups `names` and `more`.
    pub(super) names: Regex,
    /// A word of a name, or a point after an initial, at the start of a string.
    pub(super) name_word: Regex,
    /// A joint between names at the start of a string.
    pub(super) joint: Regex,
    /// A word before a person's name in prose, at the start of a string.
    pub(super) honorific: Regex,
    /// The first words of a caption.
    pub(super) caption_start: Regex,
    /// A line of the page around the article.
    pub(super) menu: Regex,
    /// A short form that ends with a point and ends no sentence, at the end of a string.
    pub(super) abbreviation: Regex,
    /// The source in front of a paragraph: `(QNO) - `, `VOV.VN - `.
    pub(super) source_prefix: Regex,
    /// The name of a picture.
    pub(super) image: Regex,
}

/// The patterns of the embedded table.
pub(super) fn layout() -> &'static Layout {
    static LAYOUT: OnceLock<Layout> = OnceLock::new();
    LAYOUT.get_or_init(|| Layout::new(&Words::parse(ROWS)))
}

/// The rows, by kind.
struct Words(Vec<(String, String)>);

impl Words {
    fn parse(tsv: &str) -> Words {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_reader(tsv.as_bytes());
        let rows = reader.deserialize::<(String, String, String)>();
        let words = rows.map(|row| row.map(|(kind, pattern, _)| (kind, pattern))).collect::<Result<_, _>>();
        Words(words.expect("layout.tsv has three columns"))
    }

    /// A group that matches any pattern of these kinds in either Unicode form, the longest first.
    fn any(&self, kinds: &[&str]) -> String {
        let mut forms: Vec<String> = Vec::new();
        for (_, pattern) in self.0.iter().filter(|(kind, _)| kinds.contains(&kind.as_str())) {
            forms.extend([pattern.nfc().collect(), pattern.nfd().collect()]);
        }
        forms.sort_by_key(|form| (std::cmp::Reverse(form.len()), form.clone()));
        forms.dedup();
        let escaped: Vec<String> =
            forms.iter().map(|form| regex::escape(form).replace(' ', r"\s+")).collect();
        format!("(?:{})", escaped.join("|"))
    }
}

impl Layout {
    fn new(words: &Words) -> Layout {
        let any = |kinds: &[&str]| words.any(kinds);
        let join = any(&["byline_join"]);
        let work = any(&["byline_work", "credit"]);
        let works = series(&work, &join);
        let name = format!(r"(?:{}|{NAME_WORD})", any(&["agency"]));
        // No `\b`: the fast engine cannot tell where a word of this language ends.
        let names = format!(r"{name}(?:(?:\s*[-–—/,&+;]?\s*|\s+(?i:{join})\s+){name})*");
        Layout {
            dateline_token: dateline_token(words),
            credit: compile(&format!(r"(?:^|[^\p{{L}}\p{{M}}])(?P<word>(?i:{works}))\s*:\s*")),
            credit_end: compile(&format!(r"(?i:{work})\s*$")),
            credit_word: compile(&format!(r"^(?i:{})\s*:", series(&any(&["credit"]), &join))),
            bare_credit: compile(&format!(r"\((?i:{})\s+[^():]+\)", any(&["credit"]))),
            credit_line: compile(&format!(r"^\(?(?i:{})\)?\.?$", any(&["credit_line"]))),
            named_credit_line: compile(&format!(r"^\(?(?i:{})\s+{names}\)?\.?$", any(&["credit"]))),
            credit_source: compile(&format!(r"^(?i:{})\b", any(&["credit_source"]))),
            agency: compile(&format!(
                r"^(?P<name>(?i:{}))(?:$|[^\p{{L}}\p{{M}}\d]|\p{{Lu}}\p{{M}}*\p{{Ll}})",
                any(&["agency"])
            )),
            byline_work: compile(&format!(r"^(?P<word>(?i:{works}))\s*:\s*")),
            byline_prefix: compile(&format!(
                r"^(?:{})(?:\s*:\s*|\s+)",
                any(&["byline_prefix", "byline_alone"])
            )),
            byline_alone: compile(&format!(r"^(?:{})\.?$", any(&["byline_alone"]))),
            source_word: compile(&format!(r"^(?i:{})\s", any(&["source_word"]))),
            names: compile(&format!(
                r"^(?P<names>{names})(?P<more>\s*\([^()]+\)|\s+(?:{}|(?:{})\s+{names}))?\.?$",
                any(&["byline_suffix"]),
                any(&["byline_from"])
            )),
            name_word: compile(&format!("^{NAME_WORD}")),
            joint: compile(&format!(r"^\s*(?:[-–—/,&+]|\b(?i:{join})\b)\s*")),
            honorific: compile(&format!(r"^(?:{})\s", any(&["honorific"]))),
            caption_start: compile(&format!(r"^(?:{})(?:[\s:.]|$)", any(&["caption_start"]))),
            menu: compile(&format!(
                r"^[*>\s•»-]*(?:(?:{})(?:[\s:.]|$)|(?:{})\s*:?$)",
                any(&["menu"]),
                any(&["menu_line"])
            )),
            abbreviation: compile(&format!(
                r"(?:^|[^\p{{L}}\p{{M}}])(?:{}|\p{{Lu}}\p{{M}}*)\.$",
                any(&["abbreviation"])
            )),
            source_prefix: compile(
                r"^(?:\([\p{Lu}][\p{L}\p{M}\d.&+]{1,25}\)|\p{Lu}[\p{Lu}\p{M}&+]{2,9}(?:\.[\p{L}]{2,3})?)\s*[-–—]\s*\p{Lu}",
            ),
            image: compile(
                r"(?i)^(?:[^\n]*\.(?:jpe?g|png|gif|webp|bmp|heic|tiff?)\)?|(?:IMG|DSC[NF]?|DJI|PXL|MVI)[ _-]?\d{3,}[\w ()-]*|z\d{9,}_\w+)$",
            ),
        }
    }
}

/// Words in a row: `Tin, ảnh`, `Bài và ảnh`, `Ảnh - clip`.
fn series(word: &str, join: &str) -> String {
    format!(r"{word}(?:\s*(?:[,/&+–-]|{join})?\s*{word})*")
}

/// The tokens of a dateline, one of them at the start of the string.
fn dateline_token(words: &Words) -> Regex {
    let any = |kind: &str| words.any(&[kind]);
    let (day, month, year) = (any("day"), any("month"), any("year"));
    compile(&format!(
        r"^(?:(?P<date>(?:(?i:{day})\s*)?(?P<d>\d{{1,2}})\s*(?:[/.-]|\s(?i:{month})\s)\s*(?P<m>\d{{1,2}})\s*(?:[/.-]|,?\s*(?i:{year})\s|,\s)\s*(?P<y>\d{{4}}))\b|(?P<iso>(?P<iy>\d{{4}})[-/](?P<im>\d{{1,2}})[-/](?P<id>\d{{1,2}}))(?:T|\b)|(?P<time>(?P<h>\d{{1,2}})\s*(?::|(?i:{hour}))\s*(?P<min>\d{{2}})(?::(?P<s>\d{{2}}))?)(?:\s*(?i:(?P<am>{am})|(?P<pm>{pm})))?\b|(?P<zone>\(?\s*(?:GMT|UTC)\s*(?P<sign>[+-])?\s*(?P<zh>\d{{1,2}})(?::?00)?\s*\)?)|(?P<counter>(?i:{counter})\s*:?\s*\d*|\d+\s*(?i:{counter}))\b|(?P<update>(?i:{update}))\b|(?P<weekday>(?i:{weekday}))\b|(?P<prefix>(?i:{prefix}))\b|(?P<space>[\s|,.;:•·()\[\]/–—-]))",
        hour = any("hour"),
        am = any("am"),
        pm = any("pm"),
        counter = any("dateline_counter"),
        update = any("dateline_update"),
        weekday = any("weekday"),
        prefix = any("dateline_prefix"),
    ))
}

/// Compiles a pattern that the tests have seen.
fn compile(pattern: &str) -> Regex {
    let pattern = LATIN.iter().fold(pattern.to_owned(), |pattern, (every, own)| pattern.replace(every, own));
    Regex::new(&pattern).expect("a pattern of layout.tsv compiles")
}
