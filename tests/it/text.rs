//! Stage `text`: normalised form and the way back, sentences, tokens.

use chidao::text::{Case, Span, Text, Token, TokenKind, normalize, sentences, tokenize};

use crate::cases;

/// Abbreviations for the cases; in the program they come from the gazetteers.
const DOTTED: &[&str] = &["tp", "ts", "pgs", "gs"];

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize(text, 0..text.len(), &mut tokens);
    tokens
}

/// Line by line, what is no letter, mark or plain space written as an escape.
fn normalised(case: &str) -> String {
    let visible = |c: char| {
        if c.is_control() || (c.is_whitespace() && c != ' ') {
            c.escape_unicode().to_string()
        } else {
            c.to_string()
        }
    };
    let lines = unescaped(case)
        .split('\n')
        .map(|line| normalize(line).chars().map(visible).collect::<String>())
        .collect::<Vec<_>>();
    lines.join("\n")
}

/// `\u{A0}` in a case stands for the character, so that the file shows it.
fn unescaped(case: &str) -> String {
    let mut text = String::new();
    let mut rest = case;
    while let Some((before, behind)) = rest.split_once("\\u{") {
        let (code, after) = behind.split_once('}').expect("an escape is closed");
        text.push_str(before);
        text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        rest = after;
    }
    text + rest
}

/// A sentence a line.
fn segmented(case: &str) -> String {
    let text = Text::new(case);
    let tokens = tokens(&text.norm);
    let dotted = |at: usize| {
        let word = &text.folded[tokens[at].bytes()];
        tokens[at].is_capital() && (word.chars().count() == 1 || DOTTED.contains(&word))
    };
    let mut found = Vec::new();
    sentences(&tokens, Span::new(0, tokens.len()), 0, dotted, &mut found);
    let quote = |span: Span| &text.norm[tokens[span.start].start as usize..tokens[span.end - 1].end as usize];
    found.iter().map(|sentence| quote(sentence.span).trim()).collect::<Vec<_>>().join("\n")
}

/// A token a line: the token, what it is, how it is written.
fn tokenized(case: &str) -> String {
    let text = Text::new(case);
    let case = |case: Case| format!("{case:?}").to_lowercase();
    let line = |token: &Token| match token.kind {
        TokenKind::Word => format!("{} word {}", &text.norm[token.bytes()], case(token.case)),
        TokenKind::Number => format!("{} number", &text.norm[token.bytes()]),
        TokenKind::Mark(mark) => format!("{mark} mark"),
    };
    tokens(&text.norm).iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn cases() {
    cases::run("text", "normalised", normalised);
    cases::run("text", "sentences", segmented);
    cases::run("text", "tokens", tokenized);
}

/// Foreign words are told by their build: what they have no syllable of the language has.
#[test]
fn foreign_words_are_no_syllables() {
    let syllables = "nguyễn quốc giêng gì khuya nghiêng yến uyên ngoài quý oanh thuở đức sen hun kim xoong";
    let foreign = "mark esper abe biden kumio joko widodo zypries samdech ksor kđăm wang phomphiphak";
    for word in syllables.split(' ') {
        assert!(chidao::text::is_syllable(word), "{word}");
    }
    for word in foreign.split(' ') {
        assert!(!chidao::text::is_syllable(word), "{word}");
    }
}
