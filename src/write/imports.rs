//! Writing the imports and `require`s: those of v2 become imports of v3, or lose names, or are removed.

use super::{Writer, insert, removal};
use crate::decide::imports::{Added, Declaration, Required, binds_whole_module, is_last_declarator};
use crate::edit::{Edit, Piece, Span};
use crate::input::Input;
use crate::mapping::{V2_PACKAGE, V3_PACKAGE, entry};
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::{text, todo};
use swc_ecma_ast::*;

impl Writer<'_, '_, '_> {
    /// Writes the edits of all declarations and `require`s.
    pub fn imports(&mut self) {
        let imports = &self.decision.imports;
        for (node, declaration) in &imports.declarations {
            match self.input.tree.ast(*node) {
                Ast::ModuleDecl(ModuleDecl::Import(import)) => self.import((*node, import), declaration),
                Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) => self.import_equals((*node, import)),
                _ => {}
            }
        }
        match imports.required {
            Some(Required::Beside(first)) => self.required_beside(first),
            Some(Required::Instead(first)) => self.required_instead(first),
            None => {}
        }
        if let Some(added) = imports.added {
            let (class, input) = (&imports.class, self.input);
            let line = format!("import {class} from {}{}", input.quoted(V3_PACKAGE), input.style.semi);
            let behind = match added {
                Added::Behind(node) => Some(node),
                Added::AtTop => None,
            };
            self.line_behind(behind, line);
        }
    }

    fn import(&mut self, (node, import): (NodeId, &ImportDecl), declaration: &Declaration) {
        let input = self.input;
        match declaration {
            Declaration::BecomesV3 => self.becomes_v3((node, import)),
            Declaration::Keeps { names, as_types } => self.edits.push(fewer(input, import, names, *as_types)),
            Declaration::OnlyRuns => {
                let line = only_runs(input, &format!("import {}", input.quoted(V2_PACKAGE)));
                let place = input.tree.span(node);
                let starts_line = text::is_first_on_line(input.source, place.start);
                let line = if starts_line { line } else { format!("{}{line}", input.style.eol) };
                let base = text::indent_at(input.source, place.start).trim_start_matches('\u{feff}');
                let line = line.replace(input.style.eol, &format!("{}{base}", input.style.eol));
                self.edits.push(Edit::replace(place, vec![Piece::new(line)]));
            }
            Declaration::Removed => {
                let comments = comments_beside(input, span(import), &[]);
                match comments.is_empty() {
                    true => self.edits.extend(removal::statement(input, node)),
                    false => self.edits.push(Edit::replace(span(import), comments.into_iter().skip(1).collect())),
                }
            }
            Declaration::LoadsV3 => {}
        }
    }

    /// Turns a declaration into an import of the v3 class.
    fn becomes_v3(&mut self, (node, import): (NodeId, &ImportDecl)) {
        let (input, class) = (self.input, &self.decision.imports.class);
        let is_kept = |specifier: &&ImportSpecifier| *specifier.local().sym == **class && binds_whole_module(specifier);
        let kept = import.specifiers.iter().find(is_kept);
        let name = match kept {
            Some(specifier) => Piece::Old(span(specifier.local())),
            None => Piece::new(class.clone()),
        };
        let clause = clause(input, import);
        let mut with = vec![name];
        with.extend(comments_beside(input, clause, &with));
        // A sole default import keeps its text, so its clause is not replaced.
        let alone = matches!(import.specifiers.as_slice(), [ImportSpecifier::Default(_)]) && kept.is_some();
        if !alone {
            self.edits.push(Edit::replace(clause, with));
        }
        self.edits.push(specifier(&import.src));
        if import.type_only {
            let from = span(import).start + "import".len() as u32;
            self.edits.push(Edit::replace(Span::new(from, clause.start), vec![Piece::new(" ")]));
        }
        if input.choice.global_is_read {
            self.line_behind(Some(node), only_runs(input, &format!("import {}", input.quoted(V2_PACKAGE))));
        }
    }

    /// Makes `import x = require(…)` load the v3 module, and adds a line that reads the class from it.
    fn import_equals(&mut self, (node, import): (NodeId, &TsImportEqualsDecl)) {
        let TsModuleRef::TsExternalModuleRef(module) = &import.module_ref else { return };
        let loaded = module_name(self.input);
        self.edits.push(Edit::replace(span(&import.id), vec![Piece::new(loaded.clone())]));
        self.edits.push(specifier(&module.expr));
        self.line_behind(Some(node), format!("const {}{}", self.taken_out(&loaded), self.input.style.semi));
    }

    /// Adds a `require` of v3 after the one of v2, which stays.
    fn required_beside(&mut self, first: NodeId) {
        let input = self.input;
        let (eol, semi, loaded) = (input.style.eol, input.style.semi, module_name(input));
        let module = input.quoted(V3_PACKAGE);
        let made = self.taken_out(&loaded);
        self.line_behind(
            input.tree.parent(first),
            format!("const {loaded} = require({module}){semi}{eol}const {made}{semi}"),
        );
    }

    /// Turns the `require` of v2 into one of v3.
    fn required_instead(&mut self, first: NodeId) {
        let input = self.input;
        let Ast::Declarator(declarator) = input.tree.ast(first) else { return };
        let Some(init) = declarator.init.as_deref() else { return };
        let call = input.tree.find(init).and_then(|node| {
            input.tree.inside(node).find_map(|inner| match input.tree.expr(inner) {
                Some(Expr::Call(call)) => Some(call),
                _ => None,
            })
        });
        let Some(call) = call else { return };
        let loaded = module_name(input);
        self.edits.push(Edit::replace(span(&declarator.name), vec![Piece::new(loaded.clone())]));
        let (outer, inner) = (span(init), span(call));
        let around = [Span::new(outer.start, inner.start), Span::new(inner.end, outer.end)];
        self.edits.extend(around.into_iter().filter(|cut| !cut.is_empty()).map(Edit::delete));
        if let Some(argument) = call.args.first() {
            let place = span(&*argument.expr);
            let inner = Span::new(place.start + 1, place.end - 1);
            self.edits.push(Edit::replace(inner, vec![Piece::new(V3_PACKAGE)]));
        }
        let made = self.taken_out(&loaded);
        if is_last_declarator(input, first) {
            let mut line = format!("const {made}{}", input.style.semi);
            if input.choice.global_is_read {
                line.push_str(input.style.eol);
                line.push_str(&only_runs(input, &format!("require({})", input.quoted(V2_PACKAGE))));
            }
            self.line_behind(input.tree.parent(first), line);
        } else {
            self.edits.push(Edit::insert(span(declarator).end, vec![Piece::new(format!(", {made}"))]));
        }
    }

    /// Returns the declarator that reads the class from the module `loaded`.
    fn taken_out(&self, loaded: &str) -> String {
        format!("{} = {loaded}.default ?? {loaded}", self.decision.imports.class)
    }

    /// Inserts lines after the statement `behind`, or at the top of the file.
    fn line_behind(&mut self, behind: Option<NodeId>, line: String) {
        let (input, eol) = (self.input, self.input.style.eol);
        let indent = insert::indent(input, behind);
        self.insertions.lines(behind, format!("{indent}{}", line.replace(eol, &format!("{eol}{indent}"))));
    }
}

/// Returns the line that loads v2 only for its effect, below the TODO that says why.
fn only_runs(input: &Input, load: &str) -> String {
    format!("{}{}{load}{}", todo::head(entry!("window-global")), input.style.eol, input.style.semi)
}

/// Returns a name for a module that is loaded by `require`.
fn module_name(input: &Input) -> String {
    input.fresh(&["RuptModule", "RuptV3Module"])
}

/// Returns the edit that leaves only these names in a declaration.
fn fewer(input: &Input, import: &ImportDecl, names: &[usize], as_types: bool) -> Edit {
    let clause = clause(input, import);
    let stays = || names.iter().map(|index| &import.specifiers[*index]);
    let mut with = Vec::new();
    if as_types && !import.type_only {
        with.push(Piece::new("type "));
    }
    let default = stays().find(|specifier| matches!(specifier, ImportSpecifier::Default(_)));
    let space = stays().find(|specifier| matches!(specifier, ImportSpecifier::Namespace(_)));
    for specifier in default.into_iter().chain(space) {
        if with.iter().any(|piece| matches!(piece, Piece::Old(_))) {
            with.push(Piece::new(", "));
        }
        with.push(Piece::Old(span(specifier)));
    }
    let named: Vec<&ImportSpecifier> =
        stays().filter(|specifier| matches!(specifier, ImportSpecifier::Named(_))).collect();
    if !named.is_empty() {
        with.push(Piece::new(if default.is_some() { ", { " } else { "{ " }));
        for (index, specifier) in named.into_iter().enumerate() {
            if index > 0 {
                with.push(Piece::new(", "));
            }
            with.push(Piece::Old(named_span(specifier, as_types)));
        }
        with.push(Piece::new(" }"));
    }
    with.extend(comments_beside(input, clause, &with));
    Edit::replace(clause, with)
}

fn specifier(source: &Str) -> Edit {
    let place = span(source);
    Edit::replace(Span::new(place.start + 1, place.end - 1), vec![Piece::new(V3_PACKAGE)])
}

fn named_span(specifier: &ImportSpecifier, without_type: bool) -> Span {
    let place = span(specifier);
    match specifier {
        ImportSpecifier::Named(named) if without_type && named.is_type_only => {
            let name = named.imported.as_ref().map_or(span(&named.local), span);
            Span::new(name.start, place.end)
        }
        _ => place,
    }
}

/// Returns the span between `import` and `from`.
fn clause(input: &Input, import: &ImportDecl) -> Span {
    let place = span(import);
    let from = import.specifiers.iter().map(|specifier| span(specifier).start).min().unwrap_or(place.start);
    let last = import.specifiers.iter().map(|specifier| span(specifier).end).max().unwrap_or(from);
    let start = brace(input, Span::new(place.start, from), '{').unwrap_or(from);
    let end = brace(input, Span::new(last, span(&*import.src).start), '}').map_or(last, |brace| brace + 1);
    Span::new(start, end)
}

/// Returns the offset of a brace in `place` that is not in a comment.
fn brace(input: &Input, place: Span, brace: char) -> Option<u32> {
    let found = place.of(input.source).match_indices(brace).map(|(index, _)| place.start + index as u32);
    found.into_iter().find(|at| !input.script.is_in_comment(*at))
}

/// Returns the comments in `place` that are not in one of the pieces `kept`.
fn comments_beside(input: &Input, place: Span, kept: &[Piece]) -> Vec<Piece> {
    let is_kept = |at: Span| kept.iter().any(|piece| matches!(piece, Piece::Old(old) if old.contains(at)));
    let inside =
        input.script.comments_in(place).iter().filter(|comment| place.contains(comment.span) && !is_kept(comment.span));
    let pieces = |comment: &crate::syntax::Comment| {
        let mut pieces = vec![Piece::new(" "), Piece::Old(comment.span)];
        if comment.line {
            pieces.push(Piece::new(input.style.eol));
        }
        pieces
    };
    inside.flat_map(pieces).collect()
}
