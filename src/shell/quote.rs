//! Quoting arguments for the command lines that the user is to type.

use super::paths;
use std::path::Path;

/// A path as an argument of a command that also takes options.
pub fn argument(path: &Path) -> String {
    let text = paths::text(path);
    if text.starts_with('-') { format!("./{text}") } else { text }
}

/// A folder as an argument of `cd`: never an option, nor `-` for the previous folder, nor a folder found by `CDPATH`.
pub fn folder_argument(path: &Path) -> String {
    let text = paths::text(path);
    let is_plain = path.is_absolute() || path.starts_with("..");
    if is_plain { text } else { format!("./{text}") }
}

/// Quotes `text` as one word for bash, dash, zsh and fish; on Windows, for cmd and PowerShell.
pub fn quoted(text: &str) -> String {
    quoted_for(text, cfg!(windows))
}

fn quoted_for(text: &str, is_windows: bool) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./@:=+,".contains(c);
    // In zsh, a word that starts with `=` names a command.
    if !text.is_empty() && text.chars().all(is_plain) && !text.starts_with('=') {
        return text.to_owned();
    }
    // Double quotes are all that both shells of Windows agree on. File names there cannot contain them.
    if is_windows {
        return format!("\"{text}\"");
    }
    // Inside single quotes, only fish treats a backslash specially.
    let outside = |c: char| if matches!(c, '\'' | '\\') { format!("'\\{c}'") } else { c.to_string() };
    format!("'{}'", text.chars().map(outside).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_quoted_as_the_shell_takes_it() {
        for is_windows in [false, true] {
            assert_eq!(quoted_for("--exclude=src/a.js", is_windows), "--exclude=src/a.js");
        }
        assert_eq!(quoted_for("it's a=1", false), r"'it'\''s a=1'");
        assert_eq!(quoted_for("it's a=1", true), "\"it's a=1\"");
    }
}
