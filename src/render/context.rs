//! The data that the formats of the report and the worksheet are rendered from.

use super::report::{FileReport, Report};
use super::source::SourceText;
use super::web::{Origin, Web};
use crate::contain::contain;
use crate::edit::Edits;

/// The data that a format is rendered from.
pub struct Context<'r> {
    /// The report.
    pub report: &'r Report,
    /// The path of each of its files, relative to the root of the repository or, without a repository, to the
    /// current folder. The separator is `/`.
    pub paths: &'r [String],
    /// The path of the current folder, relative to the same root; empty if it is that root.
    pub here: &'r str,
    /// Where the repository can be read on the web.
    pub web: Option<&'r Web>,
    /// The repository and the commit, for formats that name them.
    pub origin: &'r Origin,
    /// The exit code of the run, as far as it is known.
    pub exit: u8,
}

impl Context<'_> {
    /// Returns a path that is shown relative to the current folder as a path relative to the root.
    pub fn from_root(&self, shown: &str) -> String {
        let mut names: Vec<&str> = Vec::new();
        let is_absolute = shown.starts_with('/') || shown.get(1..).is_some_and(|rest| rest.starts_with(":/"));
        let here = if is_absolute { "" } else { self.here };
        for name in here.split('/').chain(shown.split('/')) {
            match name {
                "" | "." => {}
                ".." if names.last().is_some_and(|last| *last != "..") => _ = names.pop(),
                _ => names.push(name),
            }
        }
        let slash = if shown.starts_with('/') { "/" } else { "" };
        format!("{slash}{}", names.join("/"))
    }

    /// Renders the report. If `render` panics, it is called again without the notes and edits of the files
    /// that make it panic.
    pub fn render(&self, render: impl Fn(&Context) -> String) -> String {
        if let Ok(done) = contain(|| render(self)) {
            return done;
        }
        let rest = Report { files: Vec::new(), ..self.report.clone() };
        let of_one = |file: FileReport, path: &String| {
            let report = Report { files: vec![file], ..rest.clone() };
            render(&Context { report: &report, paths: std::slice::from_ref(path), ..*self })
        };
        let mut report = self.report.clone();
        for (file, path) in report.files.iter_mut().zip(self.paths) {
            if self.report.faults.contain(&file.path, || of_one(file.clone(), path)).is_none() {
                *file = bare(file);
            }
        }
        let left = Context { report: &report, ..*self };
        self.report.faults.contain("the report", || render(&left)).unwrap_or_default()
    }
}

/// Returns a file without its source, edits, notes and uses.
fn bare(file: &FileReport) -> FileReport {
    FileReport {
        source: SourceText::default(),
        edits: Edits::default(),
        notes: Vec::new(),
        pending: Vec::new(),
        uses: Vec::new(),
        ..file.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::report::{Mode, Subject};

    #[test]
    fn what_is_shown_from_a_folder_has_a_path_from_the_root() {
        let report = Report::of_nothing(Mode::Check);
        let context =
            Context { report: &report, paths: &[], here: "apps/web", web: None, origin: Origin::UNKNOWN, exit: 0 };
        let paths = [
            ("src/a.ts", "apps/web/src/a.ts"),
            ("../lib/./b.ts", "apps/lib/b.ts"),
            ("../../../c.ts", "../c.ts"),
            ("/tmp/d.ts", "/tmp/d.ts"),
            ("C:/e.ts", "C:/e.ts"),
            (".", "apps/web"),
        ];
        paths.iter().for_each(|(shown, path)| assert_eq!(context.from_root(shown), *path));
    }

    fn file(path: &str) -> FileReport {
        FileReport {
            path: path.to_owned(),
            source: "boom".into(),
            edits: Edits::default(),
            subject: Subject::Script,
            notes: Vec::new(),
            pending: Vec::new(),
            uses: Vec::new(),
            unsafe_moves: 0,
        }
    }

    #[test]
    fn a_file_that_cannot_be_shown_is_left_out_and_named() {
        let fragile = |context: &Context| {
            let shown = context.report.files.iter().map(|file| {
                assert!(file.path != "b" || file.source.is_empty(), "a renderer fell over");
                file.path.clone()
            });
            shown.collect()
        };
        let report = Report { files: vec![file("a"), file("b"), file("c")], ..Report::of_nothing(Mode::Check) };
        let paths = ["a", "b", "c"].map(str::to_owned);
        let context = Context { report: &report, paths: &paths, here: "", web: None, origin: Origin::UNKNOWN, exit: 0 };
        assert_eq!(context.render(fragile), "abc");
        let failures = report.faults.failures();
        assert_eq!(failures.iter().map(|failure| failure.path.as_str()).collect::<Vec<_>>(), ["b"]);
    }
}
