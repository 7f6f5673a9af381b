//! The imports and `require`s of a script: from v2 to v3, or both side by side.
//!
//! One planner owns each import declaration. A name of v2 stays as long as something uses it.

use super::loaded::load_of;
use super::{Input, declarators};
use crate::bindings::{ImportedBy, Site, Usage, V2};
use crate::edit::{Edit, Piece, Span};
use crate::mapping::{V2_PACKAGE, V3_PACKAGE, entry};
use crate::note::Note;
use crate::scope;
use crate::syntax::span;
use crate::text;
use crate::todo;
use crate::tree::{Ast, NodeId};
use swc_ecma_ast::*;

/// What of v2 a script still needs, as the other planners left it.
pub struct Left<'p> {
    /// Whether a use of v2, by its index, is gone.
    pub gone: &'p dyn Fn(usize) -> bool,
    /// Whether a v3 class must be importable at the top of the module.
    pub needs_class: bool,
}

/// What became of the imports.
#[derive(Debug, Default)]
pub struct Imports {
    /// The edits.
    pub edits: Vec<Edit>,
    /// What to say.
    pub notes: Vec<Note>,
    /// Whether the output imports v3 at the top of the module.
    pub imports_v3: bool,
    /// Whether v2 is still imported for its effect on `window`.
    pub keeps_v2: bool,
    /// The statement that new text must follow to have the v3 class. An `import` has it there from the
    /// start, wherever it stands.
    pub behind: Option<NodeId>,
}

/// One name a declaration of v2 makes.
struct Local<'a> {
    id: Id,
    specifier: &'a ImportSpecifier,
    used: bool,
    stays: bool,
}

/// The name of the v3 class in this script.
pub fn class_name(input: &Input, left: &Left) -> String {
    if let Some(name) = existing_class(input) {
        return name;
    }
    let stays = |node: &NodeId| locals(input, left, *node).iter().any(|local| local.stays);
    let statics_stay = input.bindings.imports.iter().any(|node| stays(node) || equals_stays(input, left, *node));
    let makers = top_requires(input);
    let requires_stay = makers.iter().any(|maker| maker_stays(input, left, *maker));
    let handed_on = input.bindings.sites.iter().any(|site| site.usage == Usage::Export);
    if statics_stay || requires_stay || handed_on {
        return input.fresh(&["RuptV3", "RuptClient"]);
    }
    let by_import = input.bindings.imports.iter().find_map(|node| {
        let named = locals(input, left, *node);
        named.iter().find(|local| stands_for_all(local.specifier)).map(|local| local.id.0.to_string()).or_else(|| {
            match input.tree.ast(*node) {
                Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) => Some(import.id.sym.to_string()),
                _ => None,
            }
        })
    });
    let by_require = || {
        makers.iter().flat_map(|maker| names_of(input, *maker)).find_map(|id| {
            let bound = input.bindings.names.get(id)?;
            matches!(bound.value, V2::Module | V2::Default).then(|| id.0.to_string())
        })
    };
    by_import.or_else(by_require).unwrap_or_else(|| input.fresh(&["Rupt", "RuptV3", "RuptClient"]))
}

/// Whether some scope below the module's declares `name`.
pub fn is_local_somewhere(input: &Input, name: &str) -> bool {
    input.tree.holding(name).any(|node| {
        input.tree.id(node).is_some_and(|id| &*id.0 == name)
            && scope::declares(input.tree, node).is_some_and(|declared| !scope::is_module_level(input.tree, &declared))
    })
}

/// The local name of a v3 class that the script imports already.
pub fn existing_class(input: &Input) -> Option<String> {
    input.bindings.v3_imports.iter().find_map(|node| match input.tree.ast(*node) {
        Ast::ModuleDecl(ModuleDecl::Import(import)) if !import.type_only => {
            import.specifiers.iter().find_map(|specifier| match specifier {
                ImportSpecifier::Default(default) => Some(default.local.sym.to_string()),
                _ => None,
            })
        }
        _ => None,
    })
}

/// Plans all imports and top-level `require`s.
pub fn plan(input: &Input, left: &Left, class: &str) -> Imports {
    let mut imports = Imports { imports_v3: existing_class(input).is_some(), ..Imports::default() };
    let needs = left.needs_class && existing_class(input).is_none();
    let declarations = input.bindings.imports.clone();
    let all_go = !declarations.iter().any(|node| {
        locals(input, left, *node).iter().any(|local| local.stays)
            || equals_stays(input, left, *node)
            || is_bare(input, *node)
    });
    let plain: Vec<NodeId> = declarations.iter().copied().filter(|node| !is_in_phase(input, *node)).collect();
    let has = |is_it: &dyn Fn(&Local) -> bool| {
        plain.iter().copied().find(|node| locals(input, left, *node).iter().any(is_it))
    };
    let carrier = has(&|local| stands_for_all(local.specifier))
        .or_else(|| has(&|_| true))
        .or(plain.first().copied().filter(|node| !is_bare(input, *node)));
    for node in declarations {
        let takes_over = needs && all_go && carrier == Some(node);
        match input.tree.ast(node) {
            Ast::ModuleDecl(ModuleDecl::Import(import)) => {
                imports.import(input, left, (node, import), class, takes_over)
            }
            Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) => {
                imports.import_equals(input, left, (node, import), class, takes_over);
            }
            _ => {}
        }
    }
    if needs && !imports.imports_v3 {
        imports.requires(input, left, class);
    } else {
        imports.unneeded_requires(input, left);
    }
    if needs && !imports.imports_v3 {
        let behind = carrier.or_else(|| input.top());
        let line = format!("import {class} from {}{}", input.quoted(V3_PACKAGE), input.style.semi);
        imports.line_behind(input, behind, vec![Piece::new(line)]);
        imports.imports_v3 = true;
    }
    imports
}

impl Imports {
    fn import(
        &mut self,
        input: &Input,
        left: &Left,
        (node, import): (NodeId, &ImportDecl),
        class: &str,
        takes_over: bool,
    ) {
        let locals = locals(input, left, node);
        if locals.is_empty() {
            return;
        }
        let unused = locals.iter().any(|local| !local.used);
        if takes_over {
            return self.becomes_v3(input, (node, import), &locals, class);
        }
        let becomes_types = input.dialect.is_typescript()
            && !import.type_only
            && locals.iter().all(|local| only_types_left(input, left, &local.id))
            && locals.iter().any(|local| sites_via(input, &local.id).any(|(index, _)| (left.gone)(index)));
        if locals.iter().all(|local| local.stays) && !becomes_types {
            return;
        }
        if unused {
            self.notes.push(Note::new(entry("unused-import"), span(import)));
        }
        if locals.iter().any(|local| local.stays) {
            return self.less(input, left, import, &locals);
        }
        if input.project.global_is_read {
            self.keep_global(input, node, &[]);
            return;
        }
        let comments = comments_beside(input, span(import), &[]);
        match comments.is_empty() {
            true => self.edits.extend(input.statement_removal(node)),
            false => self.edits.push(Edit { span: span(import), with: comments.into_iter().skip(1).collect() }),
        }
    }

    /// The declaration imports the v3 class from now on.
    fn becomes_v3(&mut self, input: &Input, (node, import): (NodeId, &ImportDecl), locals: &[Local], class: &str) {
        let kept = locals.iter().find(|local| &*local.id.0 == class && stands_for_all(local.specifier));
        let name = match kept {
            Some(local) => Piece::Old(span(local.specifier.local())),
            None => Piece::new(class.to_owned()),
        };
        let clause = clause(input, import);
        let mut with = vec![name];
        with.extend(comments_beside(input, clause, &with));
        // Only what is around the name is edited, so that a lone default import keeps its text.
        let alone = matches!(import.specifiers.as_slice(), [ImportSpecifier::Default(_)]) && kept.is_some();
        if !alone {
            self.edits.push(Edit { span: clause, with });
        }
        self.edits.push(specifier(&import.src));
        if import.type_only {
            let from = span(import).start + "import".len() as u32;
            self.edits.push(Edit { span: Span::new(from, clause.start), with: vec![Piece::new(" ")] });
        }
        self.imports_v3 = true;
        if input.project.global_is_read {
            self.keep_global(input, node, &[Piece::Old(span(import))]);
        }
    }

    /// v2 stays for its effect on `window` alone.
    fn keep_global(&mut self, input: &Input, node: NodeId, before: &[Piece]) {
        let line = self.bare(input, node, format!("import {}", input.quoted(V2_PACKAGE)));
        let place = input.tree.span(node);
        if before.is_empty() {
            let starts_line = text::is_first_on_line(input.source, place.start);
            let line = if starts_line { line } else { format!("{}{line}", input.style.eol) };
            let base = text::indent_at(input.source, place.start).trim_start_matches('\u{feff}');
            let line = line.replace(input.style.eol, &format!("{}{base}", input.style.eol));
            self.edits.push(Edit { span: place, with: vec![Piece::new(line)] });
        } else {
            self.line_behind(input, Some(node), vec![Piece::new(line)]);
        }
    }

    /// The line that loads v2 for its effect alone, under the TODO that says why.
    fn bare(&mut self, input: &Input, node: NodeId, load: String) -> String {
        let (note, style) = (entry("window-global"), &input.style);
        self.keeps_v2 = true;
        self.notes.push(Note { found: true, ..Note::new(note, input.tree.span(node)) });
        format!("{}{}{load}{}", todo::head(note), style.eol, style.semi)
    }

    /// The declaration loses the names that nothing uses any more.
    fn less(&mut self, input: &Input, left: &Left, import: &ImportDecl, locals: &[Local]) {
        let clause = clause(input, import);
        let stays: Vec<&Local> = locals.iter().filter(|local| local.stays).collect();
        let default = stays.iter().find(|local| matches!(local.specifier, ImportSpecifier::Default(_)));
        let space = stays.iter().find(|local| matches!(local.specifier, ImportSpecifier::Namespace(_)));
        let named: Vec<&&Local> =
            stays.iter().filter(|local| matches!(local.specifier, ImportSpecifier::Named(_))).collect();
        let kinds = [default.is_some(), space.is_some(), !named.is_empty()].iter().filter(|kind| **kind).count();
        let types_only = input.dialect.is_typescript()
            && kinds == 1
            && stays.iter().all(|local| only_types_left(input, left, &local.id));
        let mut with = Vec::new();
        if types_only && !import.type_only {
            with.push(Piece::new("type "));
        }
        for local in default.into_iter().chain(space) {
            if with.iter().any(|piece| matches!(piece, Piece::Old(_))) {
                with.push(Piece::new(", "));
            }
            with.push(Piece::Old(span(local.specifier)));
        }
        if !named.is_empty() {
            with.push(Piece::new(if default.is_some() { ", { " } else { "{ " }));
            for (index, local) in named.iter().enumerate() {
                if index > 0 {
                    with.push(Piece::new(", "));
                }
                with.push(Piece::Old(named_span(local.specifier, types_only)));
            }
            with.push(Piece::new(" }"));
        }
        with.extend(comments_beside(input, clause, &with));
        self.edits.push(Edit { span: clause, with });
    }

    fn import_equals(
        &mut self,
        input: &Input,
        left: &Left,
        (node, import): (NodeId, &TsImportEqualsDecl),
        class: &str,
        takes_over: bool,
    ) {
        if equals_stays(input, left, node) {
            return;
        }
        if !takes_over {
            return self.edits.extend(input.statement_removal(node));
        }
        let TsModuleRef::TsExternalModuleRef(module) = &import.module_ref else { return };
        let loaded = input.fresh(&["RuptModule", "RuptV3Module"]);
        self.edits.push(Edit { span: span(&import.id), with: vec![Piece::new(loaded.clone())] });
        self.edits.push(specifier(&module.expr));
        let semi = input.style.semi;
        self.line_behind(
            input,
            Some(node),
            vec![Piece::new(format!("const {class} = {loaded}.default ?? {loaded}{semi}"))],
        );
        self.behind = Some(node);
        self.imports_v3 = true;
    }

    /// `const Rupt = require("rupt")` and its kin, where the class is needed.
    fn requires(&mut self, input: &Input, left: &Left, class: &str) {
        let makers = top_requires(input);
        let Some(first) = makers.first().copied() else { return };
        let loaded = input.fresh(&["RuptModule", "RuptV3Module"]);
        let (eol, semi) = (input.style.eol, input.style.semi);
        let module = input.quoted(V3_PACKAGE);
        self.notes.push(Note::new(entry("commonjs"), input.tree.span(first)));
        self.imports_v3 = true;
        let statement = input.tree.parent(first);
        self.behind = statement;
        if makers.iter().any(|maker| maker_stays(input, left, *maker)) {
            let text = format!(
                "const {loaded} = require({module}){semi}{eol}const {class} = {loaded}.default ?? {loaded}{semi}"
            );
            self.line_behind(input, statement, vec![Piece::new(text)]);
            return self.unneeded_requires(input, left);
        }
        for maker in makers.iter().skip(1) {
            self.edits.extend(declarators::removal(input, *maker));
        }
        let Ast::Declarator(declarator) = input.tree.ast(first) else { return };
        let Some(init) = declarator.init.as_deref() else { return };
        let call = input.tree.find(init).and_then(|node| {
            input.tree.inside(node).find_map(|inner| match input.tree.expr(inner) {
                Some(Expr::Call(call)) => Some(call),
                _ => None,
            })
        });
        let Some(call) = call else { return };
        self.edits.push(Edit { span: span(&declarator.name), with: vec![Piece::new(loaded.clone())] });
        let (outer, inner) = (span(init), span(call));
        for cut in [Span::new(outer.start, inner.start), Span::new(inner.end, outer.end)] {
            if !cut.is_empty() {
                self.edits.push(Edit { span: cut, with: Vec::new() });
            }
        }
        if let Some(argument) = call.args.first() {
            let place = span(&*argument.expr);
            self.edits
                .push(Edit { span: Span::new(place.start + 1, place.end - 1), with: vec![Piece::new(V3_PACKAGE)] });
        }
        let last = |var: &VarDecl| var.decls.last().is_some_and(|last| std::ptr::eq(last, declarator));
        let alone = statement
            .is_some_and(|up| matches!(input.tree.ast(up), Ast::Stmt(Stmt::Decl(Decl::Var(var))) if last(var)));
        let made = format!("{class} = {loaded}.default ?? {loaded}");
        if alone {
            let mut line = format!("const {made}{semi}");
            if input.project.global_is_read {
                line.push_str(eol);
                line.push_str(&self.bare(input, first, format!("require({})", input.quoted(V2_PACKAGE))));
            }
            self.line_behind(input, statement, vec![Piece::new(line)]);
        } else {
            self.edits.push(Edit { span: Span::at(span(declarator).end), with: vec![Piece::new(format!(", {made}"))] });
        }
    }

    fn unneeded_requires(&mut self, input: &Input, left: &Left) {
        for maker in top_requires(input) {
            let used = names_of(input, maker).iter().any(|id| sites_via(input, id).next().is_some());
            if !maker_stays(input, left, maker) && used {
                self.edits.extend(declarators::removal(input, maker));
            }
        }
    }

    /// A line of its own behind the statement at `behind`, or at the top of the file.
    fn line_behind(&mut self, input: &Input, behind: Option<NodeId>, mut line: Vec<Piece>) {
        let eol = input.style.eol;
        let indent = super::moving::block::indent(input, behind);
        for piece in &mut line {
            if let Piece::New(text) = piece {
                *text = text.replace(eol, &format!("{eol}{indent}")).into();
            }
        }
        line.insert(0, Piece::new(indent));
        match behind {
            Some(node) => {
                let end = input.tree.span(node).end;
                if let Some(at) = input.line_below(end) {
                    if text::line_start(input.source, at) == at {
                        line.push(Piece::new(eol));
                    } else {
                        line.insert(0, Piece::new(eol));
                    }
                    self.edits.push(Edit { span: Span::at(at), with: line });
                } else {
                    line.insert(0, Piece::new(eol));
                    line.push(Piece::new(eol));
                    self.edits.push(Edit { span: Span::at(text::skip_blanks(input.source, end)), with: line });
                }
            }
            None => {
                line.push(Piece::new(eol));
                let at = super::todo::top_of_file(input);
                if super::todo::starts_in_comment(input, at) {
                    line.insert(0, Piece::new(eol));
                }
                self.edits.push(Edit { span: Span::at(at), with: line });
            }
        }
    }
}

fn specifier(source: &Str) -> Edit {
    let place = span(source);
    Edit { span: Span::new(place.start + 1, place.end - 1), with: vec![Piece::new(V3_PACKAGE)] }
}

fn stands_for_all(specifier: &ImportSpecifier) -> bool {
    match specifier {
        ImportSpecifier::Default(_) | ImportSpecifier::Namespace(_) => true,
        ImportSpecifier::Named(named) => match &named.imported {
            Some(ModuleExportName::Ident(name)) => &*name.sym == "default",
            Some(ModuleExportName::Str(name)) => name.value.as_str() == Some("default"),
            None => false,
        },
    }
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

/// From behind `import` to before `from`.
fn clause(input: &Input, import: &ImportDecl) -> Span {
    let place = span(import);
    let from = import.specifiers.iter().map(|specifier| span(specifier).start).min().unwrap_or(place.start);
    let last = import.specifiers.iter().map(|specifier| span(specifier).end).max().unwrap_or(from);
    let start = brace(input, Span::new(place.start, from), '{').unwrap_or(from);
    let end = brace(input, Span::new(last, span(&*import.src).start), '}').map_or(last, |brace| brace + 1);
    Span::new(start, end)
}

/// Where a brace of code stands in `place`; those in comments are none.
fn brace(input: &Input, place: Span, brace: char) -> Option<u32> {
    let found = place.of(input.source).match_indices(brace).map(|(index, _)| place.start + index as u32);
    found.into_iter().find(|at| !input.script.is_in_comment(*at))
}

/// The comments in `place` that none of the pieces holds.
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

fn sites_via<'i>(input: &'i Input, id: &Id) -> impl Iterator<Item = (usize, &'i Site)> {
    input.bindings.sites_via(id).iter().map(|index| (*index, &input.bindings.sites[*index]))
}

fn locals<'a>(input: &Input<'_, 'a>, left: &Left, node: NodeId) -> Vec<Local<'a>> {
    let Ast::ModuleDecl(ModuleDecl::Import(import)) = input.tree.ast(node) else { return Vec::new() };
    let local = |specifier: &'a ImportSpecifier| {
        let id = specifier.local().to_id();
        let used = sites_via(input, &id).next().is_some();
        let stays = sites_via(input, &id).any(|(index, _)| !(left.gone)(index));
        Local { id, specifier, used, stays }
    };
    import.specifiers.iter().map(local).collect()
}

fn only_types_left(input: &Input, left: &Left, id: &Id) -> bool {
    let is_type = |(index, site): (usize, &Site)| site.usage == Usage::Type || (left.gone)(index);
    input.bindings.types.contains(id) || sites_via(input, id).all(is_type)
}

/// Whether a declaration is an `import defer` or an `import source`, which takes no class.
pub fn is_in_phase(input: &Input, node: NodeId) -> bool {
    matches!(input.tree.ast(node), Ast::ModuleDecl(ModuleDecl::Import(import)) if import.phase != ImportPhase::Evaluation)
}

fn is_bare(input: &Input, node: NodeId) -> bool {
    matches!(input.tree.ast(node), Ast::ModuleDecl(ModuleDecl::Import(import)) if import.specifiers.is_empty())
}

fn equals_stays(input: &Input, left: &Left, node: NodeId) -> bool {
    let Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) = input.tree.ast(node) else { return false };
    import.is_export || sites_via(input, &import.id.to_id()).any(|(index, _)| !(left.gone)(index))
}

/// The top-level declarators that a `require` of v2 feeds and whose names something uses.
pub fn top_requires(input: &Input) -> Vec<NodeId> {
    let makers = input.bindings.sites.iter().filter_map(|site| match site.usage {
        Usage::Alias(maker) if is_require(input, site) => Some(maker),
        _ => None,
    });
    let mut makers: Vec<NodeId> = makers.filter(|maker| is_used_at_top(input, *maker)).collect();
    makers.dedup();
    makers
}

/// Whether a use is a `require` of v2, and no `import(…)`.
fn is_require(input: &Input, site: &Site) -> bool {
    let load = || input.tree.expr(load_of(input, site));
    site.via.is_none() && matches!(load(), Some(Expr::Call(call)) if !matches!(call.callee, Callee::Import(_)))
}

/// Whether a declarator is one of the module's, with a name that is used.
fn is_used_at_top(input: &Input, maker: NodeId) -> bool {
    input.tree.parent(maker).is_some_and(|statement| input.tree.parent(statement).is_none())
        && names_of(input, maker).iter().any(|id| !input.bindings.sites_via(id).is_empty())
}

/// Whether a declarator is one of [`top_requires`].
pub fn is_top_require(input: &Input, maker: NodeId) -> bool {
    let named = || input.bindings.sites_named_by(maker).iter().map(|index| &input.bindings.sites[*index]);
    is_used_at_top(input, maker) && named().any(|site| is_require(input, site))
}

/// The names that a declarator or an assignment makes.
pub fn names_of<'i>(input: &'i Input, maker: NodeId) -> &'i [Id] {
    input.bindings.names_of(maker)
}

/// The type of a variable that is declared without a value, if it names v2: with what is between the
/// name and its end.
pub fn annotation(input: &Input, id: &Id) -> Option<Span> {
    let declared = scope::declared(input.tree, id)?;
    let Ast::Declarator(VarDeclarator { name: Pat::Ident(binding), init: None, .. }) = input.tree.ast(declared.holder)
    else {
        return None;
    };
    let place = Span::new(input.tree.span(declared.name).end, span(&**binding.type_ann.as_ref()?).end);
    let exported =
        input.tree.parent(declared.holder).is_some_and(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_)));
    let names_v2 = |site: &NodeId| place.contains(input.tree.span(*site));
    (!exported && input.bindings.types_of_v2().iter().any(names_v2)).then_some(place)
}

/// Whether something of v2 is still reached through a declarator.
pub fn maker_stays(input: &Input, left: &Left, maker: NodeId) -> bool {
    let exported = input.tree.parent(maker).is_some_and(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_)));
    exported || names_of(input, maker).iter().any(|id| sites_via(input, id).any(|(index, _)| !(left.gone)(index)))
}

/// The edits that take names out of a pattern that nothing needs any more, where others stay.
pub fn fewer_names(input: &Input, left: &Left, maker: NodeId) -> Vec<Edit> {
    let Ast::Declarator(VarDeclarator { name: Pat::Object(object), .. }) = input.tree.ast(maker) else {
        return Vec::new();
    };
    let exported = input.tree.parent(maker).is_some_and(|up| matches!(input.tree.ast(up), Ast::ModuleDecl(_)));
    if exported || input.script.comments_in(span(object)).iter().any(|comment| span(object).contains(comment.span)) {
        return Vec::new();
    }
    let goes = |prop: &ObjectPatProp| {
        let id = match prop {
            ObjectPatProp::Assign(assign) => assign.key.id.to_id(),
            ObjectPatProp::KeyValue(KeyValuePatProp { value, .. }) => match &**value {
                Pat::Ident(binding) => binding.id.to_id(),
                _ => return false,
            },
            ObjectPatProp::Rest(_) => return false,
        };
        sites_via(input, &id).next().is_some() && sites_via(input, &id).all(|(index, _)| (left.gone)(index))
    };
    let Some(first_kept) = object.props.iter().position(|prop| !goes(prop)) else { return Vec::new() };
    let cut = |(index, prop): (usize, &ObjectPatProp)| {
        let place = span(prop);
        let cut = match index < first_kept {
            true => Span::new(place.start, span(&object.props[index + 1]).start),
            false => Span::new(span(&object.props[index - 1]).end, place.end),
        };
        Edit { span: cut, with: Vec::new() }
    };
    object.props.iter().enumerate().filter(|(_, prop)| goes(prop)).map(cut).collect()
}

/// Whether a source is loaded when first needed, not with the module.
pub fn is_deferred(input: &Input, source: ImportedBy) -> bool {
    match source {
        ImportedBy::Dynamic(_) => true,
        ImportedBy::Require(node) => {
            let statement = scope::statement(input.tree, node);
            statement.is_none_or(|statement| input.tree.parent(statement).is_some())
        }
        _ => false,
    }
}
