//! Printing the results: the patch on standard output, everything else on standard error.

use super::compute::Computed;
use super::exit::Exit;
use super::links::Links;
use super::outputs::{self, ReportOutput, Worksheet};
use super::patch_path::{PatchBase, PatchPath};
use super::report_file::Desk;
use super::request::Request;
use super::{imported, next, out, paths, undo, unsaid};
use crate::render::context::Context;
use crate::render::diff::{self, FileChange, PatchReader};
use crate::render::faults::Faults;
use crate::render::page::Detail;
use crate::render::report::{Counters, FileReport, Mode, Report, Sdks};
use crate::render::{notes, summary};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// A report with the locations of its files.
pub struct Reported {
    /// The report.
    pub report: Report,
    /// The paths of its files, in the same order, without links.
    paths: Vec<PathBuf>,
    /// The addresses of its files.
    links: Links,
}

impl Reported {
    /// Builds the report of what was `computed`.
    pub fn new(request: &Request, mut computed: Computed, links: Links) -> Self {
        unsaid::leave_out(&mut computed, request.args.unsaid());
        let (next, worksheet) = steps(request, &computed);
        let undo = undo::command(request, &computed);
        let counters = Counters { changed: computed.changes().count(), ..computed.counters };
        let sdks = if computed.survey.uses_v3() { Sdks::Both } else { Sdks::One };
        let mut failures = computed.survey.failures;
        failures.extend(computed.manifests.failures);
        let scripts = computed.survey.scripts.into_iter().map(|script| (script.canonical, script.report));
        let manifests = computed.manifests.planned.into_iter().map(|manifest| (manifest.canonical, manifest.report));
        let mut files: Vec<(PathBuf, FileReport)> = scripts.chain(manifests).collect();
        files.sort_by(|a, b| paths::order(a.1.path.as_bytes(), b.1.path.as_bytes()));
        if request.args.worksheet.is_some() {
            imported::show(files.iter_mut().map(|(path, file)| (path.as_path(), file)));
        }
        let (paths, files): (Vec<PathBuf>, Vec<FileReport>) = files.into_iter().unzip();
        let mut unmigrated = computed.survey.unmigrated;
        unmigrated.sort_by(|a, b| (a.why, &a.path).cmp(&(b.why, &b.path)));
        paths::sort_failures(&mut failures);
        let report = Report {
            mode: request.mode(),
            files,
            unmigrated,
            importers: computed.importers,
            left_alone: computed.held.left_alone(request.here, &computed.packages),
            failures,
            remarks: computed.remarks,
            writes: computed.writes,
            sdks,
            called: request.called(),
            next,
            worksheet,
            undo,
            refusal: computed.refusal,
            roots: request.args.paths.iter().map(|path| paths::shown(path)).collect(),
            names_files: request.args.paths.iter().all(|path| path.is_file()),
            max_left: request.args.max_left,
            counters,
            faults: Faults::default(),
        };
        Reported { report, paths, links }
    }

    /// Prints the report and writes the files that were asked for.
    ///
    /// # Errors
    /// How the run ends, if standard output or a file cannot be written.
    pub fn print(&self, request: &Request) -> Result<(), Exit> {
        let (mut said, mut printed) = (String::new(), Ok(()));
        let has_stdout = !request.args.output_format.iter().any(ReportOutput::takes_stdout);
        match (request.mode(), request.args.quiet) {
            _ if !has_stdout => {}
            (Mode::DryRun, _) | (Mode::Write, false) => match self.print_patch(request) {
                Ok(()) => {}
                Err(exit) => printed = Err(exit),
            },
            _ => {}
        }
        let talk = request.out.talk;
        let follows_patch = self.report.mode != Mode::Check && self.report.files.iter().any(FileReport::changes);
        if follows_patch
            && matches!(request.out.reader, PatchReader::Person(_))
            && talk.width.is_some()
            && !request.args.quiet
        {
            said.push('\n');
        }
        let detail = if request.args.verbose { Detail::Full } else { Detail::Normal };
        if detail == Detail::Full {
            said.push_str(&notes::all(&self.report, talk.paint));
            said.push_str(&notes::failures(&self.report.failures, talk.paint));
        }
        match request.args.quiet {
            true => said.push_str(&summary::quiet(&self.report, talk)),
            false => said.push_str(&summary::summary(&self.report, detail, talk)),
        }
        out::say(&said);
        let exit = printed.err().unwrap_or_else(|| Exit::of(&self.report));
        self.write_outputs(request, exit).and(printed)
    }

    /// Writes the report files of a run that ends with `exit`. If one cannot be written, the run ends as
    /// failed.
    fn write_outputs(&self, request: &Request, exit: Exit) -> Result<(), Exit> {
        if request.args.output_format.is_empty() && request.args.worksheet.is_none() {
            return Ok(());
        }
        let base = PatchBase::new(request.here);
        let paths: Vec<String> = self.paths.iter().map(|path| base.text(path)).collect();
        let here = base.text(request.here);
        let context = Context {
            report: &self.report,
            paths: &paths,
            here: &here,
            web: self.links.web.as_ref(),
            origin: &self.links.origin,
            exit: exit.code(),
        };
        let desk = Desk { here: request.here, forced: &request.args.force_report };
        let worksheet = request.args.worksheet.as_ref().map_or(Ok(()), |worksheet| worksheet.write(&context, &desk));
        let context = Context { exit: worksheet.err().unwrap_or(exit).code(), ..context };
        outputs::write(&request.args.output_format, &context, &desk).and(worksheet)
    }

    /// Prints the patch. Its parts are rendered in parallel, in batches that limit the memory.
    ///
    /// # Errors
    /// How the run ends, if the patch cannot be printed.
    pub fn print_patch(&self, request: &Request) -> Result<(), Exit> {
        const AT_A_TIME: usize = 2048;
        let base = PatchBase::new(request.here);
        let changed = self.paths.iter().zip(&self.report.files);
        let changed = changed.filter(|(_, file)| file.changes());
        let changed: Vec<(PatchPath, &FileReport)> = changed.map(|(path, file)| (base.path(path), file)).collect();
        if request.mode() == Mode::DryRun && changed.iter().any(|(path, _)| path.foreign) {
            out::say(FOREIGN);
            return Err(Exit::Failed);
        }
        let part = |(path, file): &(PatchPath, &FileReport)| {
            let new = file.applied()?;
            let change = FileChange { path: &path.bytes, old: &file.source, new: &new.text, kept: &new.kept };
            self.report.faults.contain(&file.path, || diff::patch(change, request.out.reader))
        };
        for some in changed.chunks(AT_A_TIME) {
            let parts: Vec<String> = some.par_iter().filter_map(part).collect();
            out::print(parts.concat().as_bytes()).map_err(|error| {
                out::say(&format!("error: standard output cannot be written: {error}\n"));
                Exit::Failed
            })?;
        }
        Ok(())
    }
}

const FOREIGN: &str = "error: no patch was printed: some of these files lie outside of the current folder and its \
    repository, and `git apply` would look for them in it. Run this in their repository.\n";

/// Returns the next steps, and the worksheet or the command that writes it.
fn steps(request: &Request, computed: &Computed) -> (Vec<String>, Option<String>) {
    let manifests = computed.manifests.planned.iter();
    let manifests: Vec<(&Path, &FileReport)> =
        manifests.map(|manifest| (manifest.canonical.as_path(), &manifest.report)).collect();
    let situation = next::Situation {
        called: request.called(),
        mode: request.mode(),
        is_unfinished: !computed.writes.not_written.is_empty(),
        left_alone: !computed.held.is_empty(),
        worksheet: request.args.worksheet.as_ref().map(Worksheet::file),
        arguments: &request.args.again(),
        here: request.here,
        packages: &computed.packages,
        survey: &computed.survey,
        manifests: &manifests,
    };
    (next::steps(&situation), next::worksheet(&situation))
}
