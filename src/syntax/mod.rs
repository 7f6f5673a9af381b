//! Parses one script and resolves its names.
//!
//! Only this folder knows swc's positions, marks and resolver. Everything that leaves it has file
//! offsets ([`Span`]).

pub mod at_signs;
mod component;
mod declared;
mod entities;
mod heritage;
mod markup;
mod semicolons;
mod slices;
mod svelte;
mod synthetic;

pub use slices::{Expression, Framework, Instance, NewScript, Role, ScriptSide, Slices};

use crate::edit::Span;
use component::Parsed;
use std::borrow::Cow;
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;
use swc_common::comments::{CommentKind, SingleThreadedComments};
use swc_common::sync::Lrc;
use swc_common::{BytePos, FileName, Mark, SourceFile, Spanned, SyntaxContext};
use swc_ecma_ast::*;
use swc_ecma_parser::error::Error;
use swc_ecma_parser::{
    EsSyntax, Syntax, TsSyntax, parse_file_as_commonjs, parse_file_as_module, parse_file_as_program,
};
use swc_ecma_transforms_base::resolver;
use swc_ecma_visit::{VisitMut, VisitMutWith};

/// The grammar a script is written in, by its file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `.js`, `.jsx`: a module or a script, JSX and decorators allowed.
    JavaScript,
    /// `.mjs`: always a module.
    JavaScriptModule,
    /// `.cjs`: always CommonJS.
    CommonJs,
    /// `.ts`, `.mts`, `.cts`: no JSX, so that `<T>value` is a cast.
    TypeScript,
    /// `.tsx`.
    TypeScriptJsx,
    /// `.d.ts`, `.d.mts` and `.d.cts`: declarations only.
    Declarations,
}

impl Dialect {
    /// The dialect of a file called `name`; none if it is not a script.
    pub fn of(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let (stem, extension) = lower.rsplit_once('.')?;
        Some(match extension {
            "js" | "jsx" => Dialect::JavaScript,
            "mjs" => Dialect::JavaScriptModule,
            "cjs" => Dialect::CommonJs,
            "ts" | "mts" | "cts" if stem.ends_with(".d") => Dialect::Declarations,
            "ts" | "mts" | "cts" => Dialect::TypeScript,
            "tsx" => Dialect::TypeScriptJsx,
            _ => return None,
        })
    }

    /// Whether the dialect has types.
    pub fn is_typescript(self) -> bool {
        matches!(self, Dialect::TypeScript | Dialect::TypeScriptJsx | Dialect::Declarations)
    }

    fn syntax(self) -> Syntax {
        if self.is_typescript() {
            return Syntax::Typescript(TsSyntax {
                tsx: self == Dialect::TypeScriptJsx,
                dts: self == Dialect::Declarations,
                decorators: true,
                no_early_errors: true,
                ..TsSyntax::default()
            });
        }
        Syntax::Es(EsSyntax {
            jsx: true,
            decorators: true,
            decorators_before_export: true,
            export_default_from: true,
            import_attributes: true,
            allow_super_outside_method: true,
            allow_return_outside_function: self != Dialect::JavaScriptModule,
            auto_accessors: true,
            explicit_resource_management: true,
            ..EsSyntax::default()
        })
    }
}

/// A comment of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From the first slash to the last byte of the comment, without the line break.
    pub span: Span,
    /// The text between the comment's marks.
    pub text: String,
    /// Whether it is a `//` comment.
    pub line: bool,
}

/// Why and where a script could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The place, as a byte offset in the file.
    pub at: u32,
    /// What the parser says.
    pub message: String,
}

/// A parsed and resolved script.
pub struct Script {
    /// The program. Identifiers carry the marks of the resolver.
    pub program: Program,
    /// All comments, in source order.
    pub comments: Rc<[Comment]>,
    /// Where the script is in the file.
    pub slices: Slices,
    unresolved: SyntaxContext,
}

impl Script {
    /// The comments that start in `place` or at its end.
    pub fn comments_in(&self, place: Span) -> &[Comment] {
        let first = self.comments.partition_point(|comment| comment.span.start < place.start);
        let behind = self.comments.partition_point(|comment| comment.span.start <= place.end);
        &self.comments[first..behind]
    }

    /// The comment that starts at the byte offset `at`.
    pub fn comment_from(&self, at: u32) -> Option<&Comment> {
        self.comments_in(Span::at(at)).first()
    }

    /// Whether the byte at `at` is in a comment.
    pub fn is_in_comment(&self, at: u32) -> bool {
        let behind = self.comments.partition_point(|comment| comment.span.start <= at);
        behind.checked_sub(1).is_some_and(|last| at < self.comments[last].span.end)
    }

    /// Whether `id` is an unresolved name: nothing in the script binds it.
    pub fn is_unbound(&self, id: &Id) -> bool {
        id.1 == self.unresolved
    }
}

/// Parses the `slices` of `source` as one program and resolves its names.
///
/// Must run inside `GLOBALS.set`. Spans are byte offsets in the whole of `source`.
///
/// # Errors
/// The first syntax error, even if swc can recover from it.
pub fn parse(source: &str, slices: &Slices) -> Result<Script, ParseError> {
    let comments = SingleThreadedComments::default();
    let mut program = parse_as(source, slices, slices.dialect.syntax(), &comments)?;
    if slices.doubles_at {
        at_signs::read(&mut program);
    }
    heritage::check(&program, source, slices)?;
    let unresolved = Mark::new();
    let pass = &mut resolver(unresolved, Mark::new(), slices.dialect.is_typescript());
    program.visit_mut_with(pass);
    let unresolved = SyntaxContext::empty().apply_mark(unresolved);
    bind_above_import_equals(&mut program, unresolved);
    let comments = ordered(comments);
    semicolons::give_back(&mut program, source, slices, &comments);
    Ok(Script { program, comments: comments.into(), slices: slices.clone(), unresolved })
}

/// Binds the uses of a name above its `import x = require(…)`. The resolver binds only those below, but
/// the name is visible in the whole module.
fn bind_above_import_equals(program: &mut Program, unresolved: SyntaxContext) {
    struct Bind(Vec<Id>, SyntaxContext);
    impl VisitMut for Bind {
        fn visit_mut_ident(&mut self, ident: &mut Ident) {
            let found = self.0.iter().find(|(name, _)| ident.ctxt == self.1 && *name == ident.sym);
            ident.ctxt = found.map_or(ident.ctxt, |(_, declared)| *declared);
        }
    }
    let Program::Module(module) = &program else { return };
    let names = module.body.iter().filter_map(|item| match item {
        ModuleItem::ModuleDecl(ModuleDecl::TsImportEquals(import)) => Some(import.id.to_id()),
        _ => None,
    });
    let names: Vec<Id> = names.collect();
    if !names.is_empty() {
        program.visit_mut_with(&mut Bind(names, unresolved));
    }
}

/// The first error in a script that [`parse`] took.
///
/// [`parse`] reads TypeScript without early errors, because ordinary files have them. An unclosed brace
/// or comment at the end of the file passes then, too.
pub fn early_error(source: &str, slices: &Slices) -> Option<ParseError> {
    let syntax = match slices.dialect.syntax() {
        Syntax::Typescript(syntax) => Syntax::Typescript(TsSyntax { no_early_errors: false, ..syntax }),
        other => other,
    };
    let error = parse_as(source, slices, syntax, &SingleThreadedComments::default()).err();
    error.or_else(|| {
        let (text, slices) = with_end(source.into(), slices, "0;");
        let program = parse_as(&text, &slices, slices.dialect.syntax(), &SingleThreadedComments::default()).ok()?;
        let at = source.len() as u32;
        let message = "the file ends before its code does".to_owned();
        (!ends(&program, &slices, at)).then_some(ParseError { at, message })
    })
}

/// A program with `end` as one more statement, for [`ends`]. A document stays as it is.
pub fn with_end<'t>(text: Cow<'t, str>, slices: &Slices, end: &str) -> (Cow<'t, str>, Slices) {
    let mut slices = slices.clone();
    let Some(module) = slices.module.as_mut().filter(|_| !slices.in_document) else { return (text, slices) };
    let mut text = match text {
        Cow::Owned(text) => text,
        Cow::Borrowed(text) => String::with_capacity(text.len() + 1 + end.len()) + text,
    };
    text.extend(["\n", end]);
    module.end = text.len() as u32;
    (text.into(), slices)
}

/// Whether the statement that [`with_end`] added to a program of `length` bytes is at its top level. If
/// not, it continues something that has no end.
pub fn ends(program: &Program, slices: &Slices, length: u32) -> bool {
    let places: Vec<Span> = match program {
        Program::Module(module) => module.body.iter().rev().take(2).map(span).collect(),
        Program::Script(script) => script.body.iter().rev().take(2).map(span).collect(),
    };
    let is_last = |last: &Span| last.start > length;
    slices.in_document
        || (places.first().is_some_and(is_last) && places.get(1).is_none_or(|before| before.end <= length))
}

fn parse_as(
    source: &str,
    slices: &Slices,
    syntax: Syntax,
    comments: &SingleThreadedComments,
) -> Result<Program, ParseError> {
    let one = |slice: Span, dialect: Dialect| parse_slice(source, slice, dialect, syntax, comments);
    let module_only = if slices.in_document { Dialect::JavaScriptModule } else { slices.dialect };
    let module = slices.module.map(|slice| one(slice, module_only)).transpose()?;
    let Some(instance) = &slices.instance else { return Ok(module.unwrap_or_else(component::empty)) };
    let inner = one(instance.span, Dialect::JavaScriptModule)?;
    if let Some(import) = component::import_by_require(&inner) {
        let message = "`import … = require(…)` cannot stand in a component".to_owned();
        return Err(ParseError { at: span(import).start, message });
    }
    Ok(component::joined(source, Parsed { module, instance: inner }, instance, syntax))
}

fn parse_slice(
    source: &str,
    slice: Span,
    dialect: Dialect,
    syntax: Syntax,
    comments: &SingleThreadedComments,
) -> Result<Program, ParseError> {
    let file = file(slice.of(source).to_owned(), slice.start);
    let latest = EsVersion::latest();
    let parsed = guarded(|errors| match dialect {
        Dialect::JavaScriptModule => {
            parse_file_as_module(&file, syntax, latest, Some(comments), errors).map(Program::Module)
        }
        Dialect::CommonJs => parse_file_as_commonjs(&file, syntax, latest, Some(comments), errors).map(Program::Script),
        _ => parse_file_as_program(&file, syntax, latest, Some(comments), errors),
    });
    let length = source.len() as u32;
    parsed.map_err(|error| ParseError { at: error.at.map_or(slice.start, |at| at.min(length)), message: error.message })
}

/// A text quoted from code, as one expression of TypeScript; none where it is anything else. Its names
/// are not resolved, and its spans are not offsets in the file.
pub fn expression(text: &str) -> Option<Box<Expr>> {
    // A closing bracket in the text may end these; then there is more than one statement.
    let module = parse_module(format!("(\n{text}\n)"), 0, Dialect::TypeScript.syntax())?;
    match <[ModuleItem; 1]>::try_from(module.body).ok()? {
        [ModuleItem::Stmt(Stmt::Expr(statement))] => match *statement.expr {
            Expr::Paren(around) if !matches!(*around.expr, Expr::Seq(_)) => Some(around.expr),
            _ => None,
        },
        _ => None,
    }
}

/// Parses a `text` of its own as a module, as if it started at `start`.
fn parse_module(text: String, start: u32, syntax: Syntax) -> Option<Module> {
    let file = file(text, start);
    guarded(|errors| parse_file_as_module(&file, syntax, EsVersion::latest(), None, errors)).ok()
}

fn file(text: String, start: u32) -> SourceFile {
    let name = Lrc::new(FileName::Anon);
    // swc uses position 0 for made-up nodes, so all positions are shifted by one.
    SourceFile::new(name.clone(), false, name, text.into(), BytePos(start + 1))
}

/// Why the parser refused a text.
struct Refused {
    at: Option<u32>,
    message: String,
}

/// The result of `parse`, if it reports no error. The parser panics on some broken input; a panic counts
/// as a syntax error.
fn guarded<T>(parse: impl FnOnce(&mut Vec<Error>) -> Result<T, Error>) -> Result<T, Refused> {
    let refuse =
        |error: &Error| Refused { at: Some(error.span().lo.0.saturating_sub(1)), message: error.kind().msg().into() };
    let mut errors = Vec::new();
    let parsing = panic::catch_unwind(AssertUnwindSafe(|| parse(&mut errors)));
    let Ok(parsed) = parsing else {
        return Err(Refused { at: None, message: "the parser gave up on this file".to_owned() });
    };
    let parsed = parsed.map_err(|error| refuse(&error))?;
    match errors.first() {
        Some(error) => Err(refuse(error)),
        None => Ok(parsed),
    }
}

fn ordered(comments: SingleThreadedComments) -> Vec<Comment> {
    let (leading, trailing) = comments.take_all();
    let maps = [leading.take(), trailing.take()];
    let mut all: Vec<Comment> = maps
        .into_iter()
        .flat_map(|map| map.into_values().flatten())
        .map(|comment| Comment {
            span: span(&comment.span),
            text: comment.text.to_string(),
            line: comment.kind == CommentKind::Line,
        })
        .collect();
    all.sort_by_key(|comment| comment.span);
    all.dedup();
    all
}

/// The span of a node, in byte offsets of the file.
pub fn span(node: &impl Spanned) -> Span {
    let span = node.span();
    Span::new(span.lo.0.saturating_sub(1), span.hi.0.saturating_sub(1))
}
