//! Who does the work that a note asks for.

use super::Entry;

/// Who can do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// People with access to Rupt's dashboard.
    Dashboard,
    /// The developers of this code.
    Code,
    /// The developers of the server.
    Server,
    /// Rupt, because its pages do not say.
    Rupt,
}

impl Owner {
    /// All of them, in the order in which work is listed.
    pub const ALL: [Owner; 4] = [Owner::Dashboard, Owner::Code, Owner::Server, Owner::Rupt];

    /// The owner as lists print it.
    pub fn name(self) -> &'static str {
        match self {
            Owner::Dashboard => "dashboard",
            Owner::Code => "code",
            Owner::Server => "server",
            Owner::Rupt => "ask Rupt",
        }
    }

    /// The owner of the work that notes of `entry` ask for: the developers, unless the table says otherwise.
    pub fn of(entry: &Entry) -> Self {
        let row = OWNERS.iter().find(|(_, ids)| ids.contains(&entry.id));
        row.map_or(Owner::Code, |(owner, _)| *owner)
    }
}

/// The ids of work that is not done in the code.
const OWNERS: [(Owner, &[&str]); 3] = [
    (
        Owner::Dashboard,
        &[
            "redirect-urls",
            "success-url-missing",
            "logout-url-missing",
            "logout-veto-shared",
            "device-limit",
            "limit-by-plan",
            "tolerance",
            "on-limit-exceeded",
        ],
    ),
    (Owner::Server, &["groups", "secret", "fingerprint", "metadata"]),
    (Owner::Rupt, &["upgrade-url", "people-limit", "event", "cookie"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::{entry, find_entry};

    #[test]
    fn every_id_is_in_the_table_of_entries_once() {
        let all: Vec<&str> = OWNERS.iter().flat_map(|(_, ids)| *ids).copied().collect();
        for (index, id) in all.iter().enumerate() {
            assert!(find_entry(id).is_some() && !all[..index].contains(id), "{id}");
        }
        assert_eq!(Owner::of(entry!("contact")), Owner::Code);
    }
}
