//! The text of a file in any encoding.
//!
//! Only UTF-8 is edited. Files in other encodings are decoded so that their uses of Rupt can be reported with
//! their places: UTF-16 in both byte orders, with and without a byte order mark, and Latin-1 for every other
//! file that is not UTF-8.

use memchr::{memchr, memmem};

/// The letters that all names of v2 contain, as in [`crate::prefilter`].
const NEEDLE: &str = "upt";

/// How many bytes are searched for a zero byte to detect UTF-16: enough to contain a space or a line end.
const FIRST: usize = 1024;

/// How many bytes of a file git reads to tell whether it is text.
const LOOKED_AT: usize = 8000;

/// The bytes of a file that is not UTF-8, and its text.
#[derive(Debug, Clone)]
pub struct NotUtf8 {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The decoded text.
    pub decoded: String,
}

/// Returns the text of a file that is UTF-8.
///
/// # Errors
/// The bytes and the decoded text, if the file has another encoding.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotUtf8> {
    if let Some(order) = wide(&bytes) {
        let decoded = decode_wide(&bytes, order);
        return Err(NotUtf8 { bytes, decoded });
    }
    String::from_utf8(bytes).map_err(|error| {
        let bytes = error.into_bytes();
        let decoded = bytes.iter().map(|byte| char::from(*byte)).collect();
        NotUtf8 { bytes, decoded }
    })
}

/// The byte order of UTF-16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The low byte first.
    Little,
    /// The high byte first.
    Big,
}

/// Returns the byte order if a part of a file is UTF-16 and may name Rupt.
pub fn wide(bytes: &[u8]) -> Option<Order> {
    memchr(0, &bytes[..bytes.len().min(FIRST)])?;
    let spelled = |order: Order| {
        let pair = |byte: u8| if order == Order::Little { [byte, 0] } else { [0, byte] };
        let needle: Vec<u8> = NEEDLE.bytes().flat_map(pair).collect();
        memmem::find(bytes, &needle).is_some()
    };
    let order = match bytes {
        [0xff, 0xfe, ..] => Order::Little,
        [0xfe, 0xff, ..] => Order::Big,
        // If every letter has a zero on both sides, the first byte of the file decides.
        _ if spelled(Order::Little) => {
            if bytes[0] == 0 {
                Order::Big
            } else {
                Order::Little
            }
        }
        _ => Order::Big,
    };
    (spelled(Order::Little) || spelled(Order::Big)).then_some(order)
}

/// Whether a file that starts with `bytes` is binary by git's rule: it has a zero among its first bytes.
pub fn is_binary(bytes: &[u8]) -> bool {
    memchr(0, &bytes[..bytes.len().min(LOOKED_AT)]).is_some()
}

fn decode_wide(bytes: &[u8], order: Order) -> String {
    let unit = |pair: &[u8]| match order {
        Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
        Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
    };
    let units: Vec<u16> = bytes.chunks_exact(2).map(unit).collect();
    let text = String::from_utf16_lossy(&units);
    text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "é\nimport Rupt from \"rupt\";\n";

    fn encoded(order: Order, mark: &str) -> Vec<u8> {
        let units: Vec<u16> = format!("{mark}{TEXT}").encode_utf16().collect();
        let bytes = |unit: &u16| if order == Order::Little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        units.iter().flat_map(bytes).collect()
    }

    #[test]
    fn utf_16_is_read_in_both_orders_with_and_without_a_mark() {
        for order in [Order::Little, Order::Big] {
            for mark in ["", "\u{feff}"] {
                let bytes = encoded(order, mark);
                let text = decode(bytes.clone()).expect_err("UTF-16 is not UTF-8");
                assert_eq!((text.decoded.as_str(), text.bytes), (TEXT, bytes), "{order:?} {mark:?}");
            }
        }
    }

    #[test]
    fn any_other_encoding_is_read_as_latin_1() {
        let latin: Vec<u8> = TEXT.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
        assert_eq!(decode(latin).expect_err("a lone byte is not UTF-8").decoded, TEXT);
        assert_eq!(decode(TEXT.as_bytes().to_vec()).expect("UTF-8"), TEXT);
    }

    #[test]
    fn a_zero_makes_no_utf_16() {
        assert_eq!(wide(b"const a = '\0'; interrupt()"), None);
        assert!(is_binary(b"\x89PNG\0") && !is_binary(TEXT.as_bytes()));
    }
}
