//! The decoded original -> one normalised text with a map back, cut into tokens and sentences.
//!
//! Knows Unicode and nothing of politics: NFC, tone placement (Hoà = Hòa), case, spaces and dashes.

mod letter;
mod normalize;
mod segment;
mod syllable;
mod token;

pub use normalize::{Text, fold_case, key, normalize};
pub use segment::{Sentence, encloses, sentences};
pub use syllable::is_syllable;
pub use token::{Case, Span, Token, TokenKind, tokenize};
