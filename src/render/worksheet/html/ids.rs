//! The names of tasks, which stay the same in newer worksheets.
//!
//! A browser stores the ticks by these names. So a name is made of what the task is about, and not of a line,
//! an order or a release. A value keeps its name when it moves within its file, or is found in one more.

use crate::note::Client;
use crate::render::worksheet::data::{Repository, SheetPlace, SheetValue};
use siphasher::sip::SipHasher24;
use std::hash::Hasher;

/// Returns the name of the task that these parts identify.
pub fn id(parts: &[&str]) -> String {
    let mut hasher = SipHasher24::new();
    for part in parts {
        hasher.write(part.as_bytes());
        // No text contains this separator, so different lists of parts give different texts.
        hasher.write(&[0xff]);
    }
    format!("{:016x}", hasher.finish())
}

/// Returns a client as a part of a name.
pub fn of_client(client: Option<&Client>) -> String {
    match client {
        Some(Client::Id(id)) => format!("id:{id}"),
        Some(Client::Code(code)) => format!("code:{code}"),
        Some(Client::Unknown) => "unknown".to_owned(),
        None => "none".to_owned(),
    }
}

/// Returns a value as parts of a name: the text to type, or the code.
pub fn of_value(value: &SheetValue) -> [String; 2] {
    let condition = value.condition.clone().unwrap_or_default();
    match &value.value {
        Some(text) => [format!("value:{text}"), condition],
        None => [format!("code:{}", value.code), condition],
    }
}

/// Returns a file as a part of a name.
pub fn of_file(repository: &Repository, place: &SheetPlace) -> String {
    format!("{} {}", repository.address, place.path)
}
