//! Bytes -> text: UTF-8, or UTF-16 with a byte order mark. The mark is not part of the text.

use thiserror::Error;

/// Why bytes are not text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// A byte that no UTF-8 sequence has at this place.
    #[error("not UTF-8: byte 0x{byte:02x} at offset {offset}")]
    Utf8 {
        /// Offset from the first byte of the input.
        offset: usize,
        /// The byte.
        byte: u8,
    },
    /// Half a surrogate pair, or half a unit at the end.
    #[error("not UTF-16: byte 0x{byte:02x} at offset {offset}")]
    Utf16 {
        /// Offset from the first byte of the input.
        offset: usize,
        /// The first byte of the unit.
        byte: u8,
    },
    /// More NUL bytes than any text has.
    #[error("binary, not text: byte 0x00 at offset {offset}")]
    Binary {
        /// Offset of the first NUL byte.
        offset: usize,
    },
}

/// The text in these bytes, without its byte order mark.
///
/// More than one NUL byte in a hundred is binary.
///
/// # Errors
/// Names the offset and the value of the first byte that is no text.
///
/// ```
/// use chidao::article::{DecodeError, decode};
/// assert_eq!(decode(b"\xEF\xBB\xBFtin").unwrap(), "tin");
/// assert_eq!(decode(b"ti\xE1"), Err(DecodeError::Utf8 { offset: 2, byte: 0xE1 }));
/// ```
pub fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes, 0),
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<String, DecodeError> {
    let nuls = bytes.iter().filter(|&&byte| byte == 0).count();
    if nuls * 100 > bytes.len() {
        let first = bytes.iter().position(|&byte| byte == 0).unwrap_or_default();
        return Err(DecodeError::Binary { offset: skipped + first });
    }
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let at = error.valid_up_to();
        DecodeError::Utf8 { offset: skipped + at, byte: bytes.get(at).copied().unwrap_or_default() }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let fail =
        |at: usize| DecodeError::Utf16 { offset: 2 + at, byte: bytes.get(at).copied().unwrap_or_default() };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let character = decoded.map_err(|_| fail(at))?;
        at += 2 * character.len_utf16();
        text.push(character);
    }
    if rest.is_empty() { Ok(text) } else { Err(fail(at)) }
}
