//! Names of what can be ticked, which stay the same in newer worksheets.
//!
//! A browser keeps the ticks by these. So a name is made of what the thing is, and of no line, no order and no
//! release: a value has the same one when it moves within its file, or is found in one more.

use crate::note::Client;
use crate::render::worksheet::data::{Repository, SheetPlace, SheetValue};
use siphasher::sip::SipHasher24;
use std::hash::Hasher;

/// The name of the thing that these parts tell from all others.
pub fn id(parts: &[&str]) -> String {
    let mut hasher = SipHasher24::new();
    for part in parts {
        hasher.write(part.as_bytes());
        // No text holds it, so no two lists of parts are one text.
        hasher.write(&[0xff]);
    }
    format!("{:016x}", hasher.finish())
}

/// A client, as a part of a name.
pub fn of_client(client: Option<&Client>) -> String {
    match client {
        Some(Client::Id(id)) => format!("id:{id}"),
        Some(Client::Code(code)) => format!("code:{code}"),
        Some(Client::Unknown) => "unknown".to_owned(),
        None => "none".to_owned(),
    }
}

/// A value, as parts of a name: what is typed, or how the code has it.
pub fn of_value(value: &SheetValue) -> [String; 2] {
    let condition = value.condition.clone().unwrap_or_default();
    match &value.value {
        Some(text) => [format!("value:{text}"), condition],
        None => [format!("code:{}", value.code), condition],
    }
}

/// A file, as a part of a name.
pub fn of_file(repository: &Repository, place: &SheetPlace) -> String {
    format!("{} {}", repository.address, place.path)
}
