//! How Vue finds a variable by the name of an element.

/// The variables that an element of this name may refer to, as Vue looks them up.
pub fn spellings(name: &str) -> Vec<String> {
    let name = name.split('.').next().unwrap_or_default();
    let mut names = vec![name.to_owned()];
    for spelling in [camel(name), capitalized(&camel(name))] {
        if !names.contains(&spelling) {
            names.push(spelling);
        }
    }
    names
}

/// `device-id` as `deviceId`.
pub fn camel(name: &str) -> String {
    let mut parts = name.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| name + &capitalized(part))
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
