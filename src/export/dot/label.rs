//! Turns any text into what DOT takes for an id, a label or a tooltip: escaped, cleaned, wrapped.

/// A quoted id that Graphviz reads back as this text.
pub(super) fn quoted(id: &str) -> String {
    // In an id only the quote is escaped; a backslash at the end would escape the closing quote.
    let text = visible(id).replace('"', "\\\"");
    let guard = if text.ends_with('\\') { " " } else { "" };
    format!("\"{text}{guard}\"")
}

/// A quoted text for a tooltip: backslashes, quotes, line ends and entities mean themselves.
pub(super) fn escaped(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(visible).collect();
    let text = lines.join("\n").replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.replace('\n', "\\n"))
}

/// Lines as the inside of an HTML-like label. A text without anything visible gives a dash: Graphviz wants something.
pub(super) fn html(lines: &[String]) -> String {
    let lines: Vec<_> =
        lines.iter().map(|line| entities(line)).filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() { "-".to_owned() } else { lines.join("<br/>") }
}

/// Graphviz expands backslashes in labels like these too, so they are doubled.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\\' => out.push_str("\\\\"),
            c => out.push(c),
        }
    }
    out
}

/// The text without the characters that XML forbids; line ends and tabs become spaces.
fn visible(text: &str) -> String {
    let kept = text.chars().filter(|&c| !matches!(c, '\u{fffe}' | '\u{ffff}'));
    let spaced = kept.map(|c| if c.is_whitespace() { ' ' } else { c });
    spaced.filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_means_itself() {
        assert_eq!(quoted(r#"a"b"#), r#""a\"b""#);
        assert_eq!(quoted(r"a\"), r#""a\ ""#);
        assert_eq!(escaped("a\"b\\N\nc & d"), r#""a\"b\\N\nc &amp; d""#);
        assert_eq!(html(&["<b> & \"c\" \\N".to_owned()]), r"&lt;b&gt; &amp; &quot;c&quot; \\N");
        assert_eq!(html(&["\u{1}\u{0}".to_owned()]), "-");
    }
}
