//! Stage `article`: the cases, what every text must keep to, and the edges: bytes, metadata, line ends, Unicode forms.

use crate::cases;
use chidao::article::{Article, DecodeError, Meta, PartKind, Published, decode};
use chidao::vocab::NoteKind;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const ARTICLE: &str = "\
Thị ủy Sông Đáy làm việc với Hội Người chèo đò

Đăng lúc: 05/03/2021 07:10:22 (GMT+7)

Sáng 04/3, Thị ủy Sông Đáy đã làm việc với Hội Người chèo đò. Đồng chí Lê Bách Tùng, Bí thư Thị ủy chủ trì.

Toàn cảnh hội nghị

Kết luận hội nghị, đồng chí Lê Bách Tùng đề nghị phòng Nội vụ sớm sắp xếp lại bến đò Cây Thị.

Mai Khuê (Trung tâm Văn hóa, Thông tin thị xã Sông Đáy)";

/// The article in lines: its fields, then a line for each part.
fn print(text: &str) -> String {
    let article = Article::from_text("case", text.to_owned());
    let quote = |range: &std::ops::Range<usize>| article.text[range.clone()].to_owned();
    let mut lines = vec![
        format!("title: {}", article.title.as_ref().map_or_else(String::new, quote)),
        format!("published: {}", article.published.as_ref().map_or_else(String::new, Published::to_string)),
        format!("byline: {}", article.byline.as_ref().map_or_else(String::new, quote)),
        format!("copies: {}", article.copies),
    ];
    let part = |part| format!("{:9} | {}", part_kind(part), article.text_of(part).replace('\n', "\\n"));
    lines.extend(article.parts.iter().map(part));
    lines.iter().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn part_kind(part: &chidao::article::Part) -> &'static str {
    part.kind.id()
}

/// The kinds and the folded texts of the parts: what must not depend on line ends and Unicode form.
fn shape(text: &str) -> Vec<(PartKind, String)> {
    let article = Article::from_text("shape", text.to_owned());
    let folded = |text: &str| text.nfc().filter(|c| *c != '\r').collect::<String>();
    article.parts.iter().map(|part| (part.kind, folded(article.text_of(part)))).collect()
}

#[test]
fn cases() {
    cases::run("article", "article", print);
}

#[test]
fn every_row_of_the_layout_fires() {
    for row in include_str!("../../gazetteers/layout.tsv").lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [kind, pattern, example] = columns[..] else { panic!("layout.tsv: three columns: {row}") };
        assert!(example.contains(pattern), "layout.tsv: the example of {pattern:?} has it");
        let article = Article::from_text("row", format!("Tin trong ngày\n\n{example}"));
        let has = |kind| article.parts.iter().any(|part| part.kind == kind);
        let fires = match kind {
            "day" | "month" | "year" | "hour" | "am" | "pm" | "weekday" => has(PartKind::Dateline),
            "dateline_prefix" | "dateline_update" | "dateline_counter" => has(PartKind::Dateline),
            "byline_work" | "byline_prefix" | "byline_alone" | "byline_suffix" | "byline_from"
            | "byline_join" | "source_word" => has(PartKind::Byline),
            "credit" | "credit_source" | "credit_line" | "agency" => {
                has(PartKind::Credit) && !has(PartKind::Paragraph) && !has(PartKind::Byline)
            }
            "caption_start" => has(PartKind::Caption),
            "menu" | "menu_line" => has(PartKind::Menu),
            "honorific" => !has(PartKind::Byline),
            "abbreviation" => {
                let cut = example.replace(". ", ".\n\n");
                Article::from_text("row", format!("Tin trong ngày\n\n{cut}")).parts.len() == 2
            }
            kind => panic!("layout.tsv: unknown kind {kind}"),
        };
        assert!(fires, "layout.tsv: {kind} {pattern:?} does not fire in {example:?}: {:?}", article.parts);
    }
}

#[test]
fn bytes_become_text_or_an_error_that_names_the_byte() {
    let utf16 = |order: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(order).collect()
    };
    assert_eq!(decode("bến đò".as_bytes()).unwrap(), "bến đò");
    assert_eq!(decode("\u{FEFF}bến đò".as_bytes()).unwrap(), "bến đò");
    assert_eq!(decode(&utf16(u16::to_le_bytes, "bến đò 🛶")).unwrap(), "bến đò 🛶");
    assert_eq!(decode(&utf16(u16::to_be_bytes, "bến đò 🛶")).unwrap(), "bến đò 🛶");
    assert_eq!(decode(b""), Ok(String::new()));
    assert_eq!(decode(b"\xEF\xBB\xBFab\xFF").unwrap_err(), DecodeError::Utf8 { offset: 5, byte: 0xFF });
    assert_eq!(decode(b"\xFF\xFEa\0b").unwrap_err(), DecodeError::Utf16 { offset: 4, byte: b'b' });
    assert_eq!(decode(b"\xFF\xFEa\0\x00\xD8").unwrap_err(), DecodeError::Utf16 { offset: 4, byte: 0 });
    assert_eq!(decode(b"PK\0\0\0").unwrap_err(), DecodeError::Binary { offset: 2 });
    assert_eq!(decode(b"ab\xC3").unwrap_err().to_string(), "not UTF-8: byte 0xc3 at offset 2");
}

#[test]
fn an_article_without_a_letter_is_empty() {
    for text in ["", " \n\u{A0}\r\n", "---\n..."] {
        assert!(Article::from_text("a", text.to_owned()).is_empty(), "{text:?}");
    }
    assert!(!Article::from_text("a", "1".to_owned()).is_empty());
}

#[test]
fn line_ends_and_unicode_form_do_not_matter() {
    let twice = format!("{ARTICLE}\n\n{ARTICLE}");
    for text in [ARTICLE, twice.as_str()] {
        let expected = shape(text);
        assert_eq!(shape(&text.replace('\n', "\r\n")), expected);
        assert_eq!(shape(&text.replace('\n', "\r")), expected);
        assert_eq!(shape(&text.nfd().collect::<String>()), expected);
        assert_eq!(shape(&text.replace("\n\n", "\n")), expected);
    }
}

#[test]
fn a_copy_in_another_unicode_form_is_a_copy() {
    let decomposed: String = ARTICLE.nfd().collect();
    let other_tones = ARTICLE.replace("Tòa", "Toà").replace("hóa", "hoá");
    for copy in [decomposed, other_tones, ARTICLE.to_uppercase()] {
        let article = Article::from_text("a", format!("{ARTICLE}\n\n{copy}\n\n{ARTICLE}"));
        assert_eq!(article.copies, 3, "{copy}");
        let bodies = article.parts.iter().filter(|part| part.kind == PartKind::Paragraph).count();
        assert_eq!(bodies, 2);
    }
}

#[test]
fn metadata_supplies_what_the_text_lacks() {
    let table = "url\tid\tpublished\tsource\nhttps://songday.example/1\ta\t2021-03-05\tx\n\tb\t\t\n";
    let meta = Meta::parse(table, "meta.tsv").unwrap();
    let mut article = Article::from_text("a", "Bến đò mở lại.".to_owned());
    meta.apply(&mut article);
    assert_eq!(article.url.as_deref(), Some("https://songday.example/1"));
    assert_eq!(article.publisher, None);
    assert_eq!(article.published.unwrap().to_string(), "2021-03-05");
    assert_eq!(article.notes, []);
}

#[test]
fn what_the_text_says_wins_over_the_metadata() {
    let given = |date: &str| {
        let meta = Meta::parse(&format!("id\tpublished\na\t{date}\n"), "meta.tsv").unwrap();
        let mut article = Article::from_text("a", ARTICLE.to_owned());
        meta.apply(&mut article);
        assert_eq!(article.published.as_ref().unwrap().to_string(), "2021-03-05T07:10:22+07:00");
        article
            .notes
            .iter()
            .map(|note| (note.kind, ARTICLE[note.range.clone()].to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(given("2021-03-05"), []);
    assert_eq!(given("2021-03-05T00:10:40Z"), []);
    let dateline = "Đăng lúc: 05/03/2021 07:10:22 (GMT+7)".to_owned();
    assert_eq!(given("2021-03-06"), [(NoteKind::MetadataDiffers, dateline.clone())]);
    assert_eq!(given("2021-03-05T07:10:22Z"), [(NoteKind::MetadataDiffers, dateline)]);
}

#[test]
fn errors_of_metadata_name_file_line_value_and_rule() {
    let error = |table: &str| Meta::parse(table, "m.tsv").unwrap_err().to_string();
    assert_eq!(error("ID\turl\n"), "m.tsv:1: \"ID url\": a column is named id");
    assert_eq!(error("id\turl\n\na\n"), "m.tsv:3: \"a\": a row has as many fields as the header");
    assert_eq!(error("id\turl\n\tu\n"), "m.tsv:2: \"\\tu\": a row has an id");
    assert_eq!(error("id\na\na\n"), "m.tsv:3: \"a\": an id stands once");
    assert_eq!(error("id\tpublished\na\t5/3\n"), "m.tsv:2: \"5/3\": published is a date as in 2020-10-10");
    assert_eq!(Meta::parse("", "m.tsv"), Ok(Meta::default()));
}

#[test]
fn dates_that_do_not_exist_are_no_dates() {
    for date in
        ["2021-02-29", "1899-01-01", "2021-00-10", "2021-1-10", "2021-01-10T24:00", "2021-01-10T", "x"]
    {
        assert_eq!(Published::from_iso(date), None, "{date}");
    }
    let kept = Published::from_iso("2024-02-29T23:59:59.5-03:30").unwrap();
    assert_eq!(kept.to_string(), "2024-02-29T23:59:59-03:30");
}

#[test]
fn a_long_line_takes_time_in_proportion() {
    let line = "Đồng chí Lê Bách Tùng dự họp. Ảnh: Mai Khuê/TTXVN Sáng nay (Hình: ".repeat(40_000);
    let article = Article::from_text("long", line);
    assert!(article.parts.len() > 80_000);
}

/// Words that meet the rules of the stage from all sides, so that random texts do too.
fn fragment() -> impl Strategy<Value = String> {
    let pieces = [
        "Lê Bách Tùng",
        "Mai Khuê",
        "họp",
        "Ảnh:",
        "(Ảnh",
        ")",
        "Tin, ảnh:",
        "Theo",
        "TTXVN",
        "TP.",
        ".",
        "./.",
        "…",
        " ...",
        "05/03/2021",
        "31/02/2021",
        "07:10",
        "Thứ sáu",
        "Ngày",
        "(GMT+7)",
        "\n",
        "\r\n",
        "\n\n",
        " - ",
        "/",
        ".jpg",
        "*Xem thêm",
        "Toàn cảnh",
        "\u{300}",
        "\u{FEFF}",
        "\u{A0}",
        "Đ",
        "e\u{302}",
        "“",
        "🛶",
        ":",
        ",",
    ];
    prop_oneof![proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned), "\\PC{0,12}"]
}

proptest! {
    #[test]
    fn parts_stand_in_order_inside_the_text(pieces in prop::collection::vec(fragment(), 0..40), space in "[ \n]?") {
        let text = pieces.join(&space);
        let article = Article::from_text("p", text.clone());
        prop_assert_eq!(&article.text, &text);
        let mut end = 0;
        for part in &article.parts {
            prop_assert!(part.range.start >= end && part.range.start < part.range.end, "{:?}", article.parts);
            prop_assert!(text.get(part.range.clone()).is_some_and(|text| text.trim() == text));
            end = part.range.end;
        }
        for range in [&article.title, &article.byline].into_iter().flatten() {
            prop_assert!(text.get(range.clone()).is_some_and(|text| !text.is_empty()));
        }
        prop_assert!(article.copies >= 1);
    }

    #[test]
    fn no_letter_is_lost(pieces in prop::collection::vec(fragment(), 0..40)) {
        let text = pieces.join(" ");
        let article = Article::from_text("p", text.clone());
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let kept: usize = article.parts.iter().map(|part| letters(article.text_of(part))).sum();
        prop_assert_eq!(kept, letters(&text));
    }

    #[test]
    fn any_bytes_are_text_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = decode(&bytes) {
            Article::from_text("p", text);
        }
    }
}
