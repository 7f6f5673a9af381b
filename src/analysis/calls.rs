//! What is called: a function of the program, one that is known, or one that is not.
//!
//! A name is resolved by its binding first. The spelling of a name that the program binds says nothing.

use super::Analysis;
use super::objects::{self, Done};
use super::path::Path;
use crate::mapping::WINDOWS;
use crate::scope::How;
use crate::symbols;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use swc_ecma_ast::*;

/// Where the value of an expression comes from.
#[derive(Debug, Clone)]
pub enum Origin<'a> {
    /// An export of a module, or a member of one: `name` is `default`, `*` for the whole module, or a
    /// path of members like `events.on`.
    Module {
        /// The specifier.
        from: String,
        /// What of it.
        name: String,
    },
    /// A global, or a path of members of one; `window` and its like are looked through.
    Global(String),
    /// A function of the program.
    Function(Callable<'a>),
    /// An object literal of the program.
    Object(&'a ObjectLit),
    /// A class of the program.
    Class(NodeId),
    /// An instance of a class of the program.
    Instance(NodeId),
    /// What a call gives whose callee comes from elsewhere.
    Result(Box<Origin<'a>>),
    /// An element of an array that a pattern takes apart.
    Element(usize, Box<Origin<'a>>),
    /// What a function that comes from elsewhere calls its callback with, first.
    Given(Box<Origin<'a>>),
    /// Something of the program that is not followed: a namespace, a proxy, what is only declared.
    Own,
    /// A parameter, a member of something unknown: it may be the program's own or not.
    Unknown,
}

/// How many steps an origin is followed.
const DEPTH: u8 = 8;

impl Origin<'_> {
    /// Whether it is made by the program, in this file or in another one.
    pub fn is_own(&self) -> bool {
        match self {
            Origin::Module { from, .. } => is_own_module(from),
            Origin::Function(_) | Origin::Object(_) | Origin::Class(_) | Origin::Instance(_) | Origin::Own => true,
            Origin::Result(made) if matches!(&**made, Origin::Global(name) if name == "Proxy") => true,
            Origin::Result(made) | Origin::Element(_, made) => made.is_own(),
            Origin::Global(_) | Origin::Given(_) | Origin::Unknown => false,
        }
    }
}

/// Whether a specifier names a module of the program itself, as far as it shows.
pub fn is_own_module(specifier: &str) -> bool {
    let first = specifier.split('/').next().unwrap_or_default();
    specifier.starts_with(['.', '/', '#', '$', '~']) || first == "@" || first == "src"
}

impl<'a> Analysis<'_, 'a> {
    /// Where the value of `expr` comes from.
    pub fn origin(&self, expr: &'a Expr) -> Origin<'a> {
        self.origin_at(expr, DEPTH)
    }

    /// Where the value of a name comes from.
    pub fn origin_of(&self, id: &Id) -> Origin<'a> {
        self.origin_of_name(id, DEPTH)
    }

    fn origin_at(&self, expr: &'a Expr, depth: u8) -> Origin<'a> {
        if depth == 0 {
            return Origin::Unknown;
        }
        match unwrap(expr) {
            Expr::Ident(ident) => self.origin_of_name(&ident.to_id(), depth),
            Expr::Member(member) => self.origin_of_member(member, depth),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => self.origin_of_member(member, depth),
                OptChainBase::Call(call) => Origin::Result(Box::new(self.origin_at(&call.callee, depth - 1))),
            },
            Expr::Seq(seq) => seq.exprs.last().map_or(Origin::Unknown, |last| self.origin_at(last, depth - 1)),
            Expr::Await(awaited) => self.origin_at(&awaited.arg, depth - 1),
            Expr::Arrow(_) | Expr::Fn(_) => Callable::literal(expr).map_or(Origin::Unknown, Origin::Function),
            Expr::Object(object) => Origin::Object(object),
            Expr::Class(class) => self.class_node(&class.class).map_or(Origin::Unknown, Origin::Class),
            Expr::Call(call) => self.origin_of_call(call, depth),
            Expr::New(new) => match self.origin_at(&new.callee, depth - 1) {
                Origin::Class(class) => Origin::Instance(class),
                made => Origin::Result(Box::new(made)),
            },
            Expr::This(_) => self.origin_of_this(expr),
            _ => Origin::Unknown,
        }
    }

    fn origin_of_call(&self, call: &'a CallExpr, depth: u8) -> Origin<'a> {
        if let Some(from) = self.loaded(call) {
            return Origin::Module { from, name: "*".to_owned() };
        }
        let Callee::Expr(callee) = &call.callee else { return Origin::Unknown };
        let made = self.origin_at(callee, depth - 1);
        match (super::takers::hands_back(&made), call.args.first()) {
            (true, Some(first)) if first.spread.is_none() => self.origin_at(&first.expr, depth - 1),
            _ => match made {
                Origin::Function(callable) => self.result(callable, depth),
                made => Origin::Result(Box::new(made)),
            },
        }
    }

    /// Where what a function of the program returns comes from, if that is one thing.
    fn result(&self, callable: Callable<'a>, depth: u8) -> Origin<'a> {
        let returned = match callable.expression() {
            Some(expr) => vec![expr],
            None => callable.returned(self.tree),
        };
        match returned.as_slice() {
            [only] if !callable.is_generator() => self.origin_at(only, depth - 1),
            _ => Origin::Result(Box::new(Origin::Function(callable))),
        }
    }

    /// The module that `require(…)` or `import(…)` loads.
    fn loaded(&self, call: &CallExpr) -> Option<String> {
        let loads = match &call.callee {
            Callee::Import(_) => true,
            Callee::Expr(callee) => {
                matches!(unwrap(callee), Expr::Ident(name) if &*name.sym == "require" && self.is_global(&name.to_id()))
            }
            Callee::Super(_) => false,
        };
        value::string(&call.args.first().filter(|_| loads)?.expr)
    }

    fn origin_of_name(&self, id: &Id, depth: u8) -> Origin<'a> {
        if self.is_global(id) {
            return Origin::Global(id.0.to_string());
        }
        let symbol = self.symbol(id);
        if symbol.declared.is_some_and(|declared| symbols::is_ambient(self.tree, declared.holder)) {
            return Origin::Own;
        }
        let Some(declared) = symbol.declared.filter(|_| symbol.is_constant(self.tree)) else { return Origin::Unknown };
        match declared.how {
            How::Import => imported(self.tree.ast(declared.holder), id),
            How::Function => Callable::named(self.tree, id)
                .filter(|function| function.body().is_some())
                .map_or(Origin::Unknown, Origin::Function),
            How::Class => self.class_below(declared.holder).map_or(Origin::Unknown, Origin::Class),
            How::Const | How::Variable => self.origin_of_variable(id, declared.holder, depth),
            How::Parameter => self.origin_of_parameter(id, declared.holder, depth),
            How::Other => match self.tree.ast(declared.holder) {
                // The own name of a function or class expression.
                Ast::Expr(expr @ (Expr::Fn(_) | Expr::Class(_))) => self.origin_at(expr, depth - 1),
                _ => Origin::Own,
            },
        }
    }

    /// The first parameter of a callback comes from who is given that.
    fn origin_of_parameter(&self, id: &Id, function: NodeId, depth: u8) -> Origin<'a> {
        let (first, written) = match self.tree.ast(function) {
            Ast::Expr(Expr::Arrow(arrow)) => (arrow.params.first(), Some(function)),
            Ast::Function(own) => (own.params.first().map(|param| &param.pat), self.tree.parent(function)),
            _ => return Origin::Unknown,
        };
        if let Some(module) = written.and_then(|node| self.module_given_to(node)) {
            return match first {
                Some(Pat::Ident(name)) if name.id.to_id() == *id => module,
                Some(Pat::Object(object)) => {
                    let taken = object.props.iter().find_map(|prop| taken_as(prop, id));
                    taken.map_or(Origin::Unknown, |name| self.member(module, &name, depth))
                }
                _ => Origin::Unknown,
            };
        }
        let is_first = matches!(first, Some(Pat::Ident(name)) if name.id.to_id() == *id);
        let call = written.filter(|_| is_first).and_then(|node| Some((node, self.tree.expr(self.tree.parent(node)?)?)));
        match call {
            Some((node, Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })))
                if args.iter().any(|argument| self.is(node, &argument.expr)) =>
            {
                Origin::Given(Box::new(self.origin_at(callee, depth - 1)))
            }
            _ => Origin::Unknown,
        }
    }

    /// The module that the callback at `node` is given: `import("a").then((module) => …)`.
    fn module_given_to(&self, node: NodeId) -> Option<Origin<'a>> {
        let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) =
            self.tree.expr(self.tree.parent(node)?)?
        else {
            return None;
        };
        let Expr::Member(member) = unwrap(callee) else { return None };
        let is_then = value::member_name(member).as_deref() == Some("then")
            && args.first().is_some_and(|first| self.is(node, &first.expr));
        let Expr::Call(import) = unwrap(&member.obj) else { return None };
        let from = self.loaded(import).filter(|_| is_then)?;
        Some(Origin::Module { from, name: "*".to_owned() })
    }

    fn origin_of_variable(&self, id: &Id, declarator: NodeId, depth: u8) -> Origin<'a> {
        let Ast::Declarator(declarator) = self.tree.ast(declarator) else { return Origin::Unknown };
        let Some(init) = declarator.init.as_deref() else { return Origin::Unknown };
        match &declarator.name {
            Pat::Ident(_) => self.origin_at(init, depth - 1),
            Pat::Object(object) => {
                let taken = object.props.iter().find_map(|prop| taken_as(prop, id));
                taken.map_or(Origin::Unknown, |name| self.member(self.origin_at(init, depth - 1), &name, depth))
            }
            Pat::Array(array) => {
                let is_it = |element: &Option<Pat>| matches!(element, Some(Pat::Ident(name)) if name.id.to_id() == *id);
                let index = array.elems.iter().position(is_it);
                index.map_or(Origin::Unknown, |at| Origin::Element(at, Box::new(self.origin_at(init, depth - 1))))
            }
            _ => Origin::Unknown,
        }
    }

    fn origin_of_member(&self, member: &'a MemberExpr, depth: u8) -> Origin<'a> {
        let object = self.origin_at(&member.obj, depth - 1);
        match (&member.prop, value::member_name(member)) {
            (MemberProp::PrivateName(name), _) => match object {
                Origin::Instance(class) | Origin::Class(class) => {
                    self.member_of_class(class, &format!("#{}", name.name))
                }
                _ => Origin::Unknown,
            },
            (_, Some(name)) => self.member(object, &name, depth),
            (_, None) => Origin::Unknown,
        }
    }

    /// The member called `name` of what `object` is.
    fn member(&self, object: Origin<'a>, name: &str, depth: u8) -> Origin<'a> {
        match object {
            Origin::Module { from, name: path } => match path.as_str() {
                "*" | "default" => Origin::Module { from, name: name.to_owned() },
                path => Origin::Module { from, name: format!("{path}.{name}") },
            },
            Origin::Global(object) if WINDOWS.contains(&&*object) => Origin::Global(name.to_owned()),
            Origin::Global(object) => Origin::Global(format!("{object}.{name}")),
            Origin::Result(made) => match *made {
                Origin::Module { from, name: maker } => {
                    Origin::Result(Box::new(Origin::Module { from, name: format!("{maker}().{name}") }))
                }
                _ => Origin::Unknown,
            },
            Origin::Object(_) | Origin::Instance(_) | Origin::Class(_) if self.is_set_anew(name) => Origin::Unknown,
            Origin::Object(object) => self.member_of_object(object, name, depth),
            Origin::Instance(class) | Origin::Class(class) => self.member_of_class(class, name),
            Origin::Own => Origin::Own,
            Origin::Function(_) | Origin::Element(..) | Origin::Given(_) | Origin::Unknown => Origin::Unknown,
        }
    }

    /// The one member of that name of a literal that nothing is spread into and nobody adds to.
    fn member_of_object(&self, object: &'a ObjectLit, name: &str, depth: u8) -> Origin<'a> {
        let mut found = None;
        for prop in &object.props {
            let PropOrSpread::Prop(prop) = prop else { return Origin::Unknown };
            match &**prop {
                Prop::Shorthand(ident) if &*ident.sym == name => {
                    found = Some(self.origin_of_name(&ident.to_id(), depth - 1))
                }
                Prop::KeyValue(pair) if value::key_name(&pair.key).as_deref() == Some(name) => {
                    found = Some(self.origin_at(&pair.value, depth - 1));
                }
                Prop::Method(method) if value::key_name(&method.key).as_deref() == Some(name) => {
                    found = Some(Origin::Function(Callable::Function(&method.function)));
                }
                _ => {}
            }
        }
        found.unwrap_or(Origin::Unknown)
    }

    /// The method or field of that name; unknown where a class above or below has another.
    fn member_of_class(&self, class: NodeId, name: &str) -> Origin<'a> {
        let all: Vec<NodeId> = self.family(class);
        let mut found: Vec<Callable<'a>> = Vec::new();
        for class in all {
            for node in self.tree.children(class) {
                let Ast::ClassMember(member) = self.tree.ast(node) else { continue };
                if member_key(member).as_deref() == Some(name) {
                    match callable_member(member) {
                        Some(callable) => found.push(callable),
                        None => return Origin::Unknown,
                    }
                }
            }
        }
        // Of an overloaded one only the last has a body, of an abstract one none.
        found.retain(|callable| callable.expression().is_some() || callable.body().is_some());
        match found.as_slice() {
            [only] => Origin::Function(*only),
            _ => Origin::Unknown,
        }
    }

    /// A class, those of the script that it extends, and those that extend it.
    pub fn family(&self, class: NodeId) -> Vec<NodeId> {
        let mut all = vec![class];
        let mut at = 0;
        while at < all.len() {
            let above = self.extended(all[at]);
            let below = self.classes().filter(|other| self.extended(*other) == Some(all[at]));
            let more: Vec<NodeId> = above.into_iter().chain(below).filter(|other| !all.contains(other)).collect();
            all.extend(more);
            at += 1;
        }
        all
    }

    fn classes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.tree.holding("extends").filter(|node| matches!(self.tree.ast(*node), Ast::Class(_)))
    }

    /// The class of the script that a class extends.
    fn extended(&self, class: NodeId) -> Option<NodeId> {
        let Ast::Class(class) = self.tree.ast(class) else { return None };
        let Expr::Ident(name) = unwrap(class.super_class.as_deref()?) else { return None };
        match self.origin_of_name(&name.to_id(), 2) {
            Origin::Class(class) => Some(class),
            _ => None,
        }
    }

    /// What a class extends that is not in the script.
    pub fn base(&self, class: NodeId) -> Option<Origin<'a>> {
        let Ast::Class(class) = self.tree.ast(class) else { return None };
        class.super_class.as_deref().map(|base| self.origin(base))
    }

    fn origin_of_this(&self, expr: &'a Expr) -> Origin<'a> {
        let Some(owner) = self.tree.find(expr).and_then(|node| self.this_owner(node)) else { return Origin::Unknown };
        match self.tree.ast(owner) {
            Ast::Class(_) => Origin::Instance(owner),
            Ast::Expr(Expr::Object(object)) => Origin::Object(object),
            _ => Origin::Unknown,
        }
    }

    /// The class or the object literal that `this` at `node` is an instance of, or that object itself,
    /// as long as its methods are called on it.
    pub fn this_owner(&self, node: NodeId) -> Option<NodeId> {
        let owner = value::owner(self.tree, node)?;
        let up = self.tree.parent(owner)?;
        match (self.tree.ast(owner), self.tree.ast(up)) {
            (Ast::ClassMember(_), Ast::Class(_)) => Some(up),
            (Ast::Function(_), Ast::ClassMember(_)) => self.tree.parent(up),
            (Ast::Function(_), Ast::Prop(_)) => self.tree.parent(up),
            (Ast::Function(_), Ast::Expr(Expr::Fn(_))) => {
                let prop = self.tree.parent(up)?;
                matches!(self.tree.ast(prop), Ast::Prop(_)).then(|| self.tree.parent(prop))?
            }
            _ => None,
        }
    }

    /// The node of a class that is written in the script.
    pub fn class_node(&self, class: &Class) -> Option<NodeId> {
        let place = crate::syntax::span(class);
        self.tree
            .near(place)
            .find(|node| matches!(self.tree.ast(*node), Ast::Class(other) if std::ptr::eq(other, class)))
    }

    fn class_below(&self, holder: NodeId) -> Option<NodeId> {
        self.tree.children(holder).find(|node| matches!(self.tree.ast(*node), Ast::Class(_)))
    }

    /// Whether the script puts something else in the place of a global, or of a member of one.
    pub fn is_replaced(&self, path: &str) -> bool {
        let (first, last) = (path.split('.').next().unwrap_or(path), path.rsplit('.').next().unwrap_or(path));
        let globals =
            |name: &str| self.tree.spelled(name).into_iter().filter(|id| self.is_global(id)).collect::<Vec<_>>();
        let key: Path = [Some(last.to_owned())].into();
        let is_written =
            |id: &Id| self.tree.mentions(id).any(|mention| objects::done_at(self.tree, mention, &key) == Done::Written);
        self.is_set_anew(last)
            || globals(first).iter().any(|id| !self.symbol(id).writes.is_empty())
            || WINDOWS.iter().chain([&first]).any(|root| globals(root).iter().any(is_written))
    }

    /// Whether something is assigned to a member called `name`, of whatever.
    pub fn is_set_anew(&self, name: &str) -> bool {
        self.tree.holding(name).any(|node| match self.tree.expr(node) {
            Some(Expr::Assign(AssignExpr {
                left: AssignTarget::Simple(SimpleAssignTarget::Member(member)), ..
            })) => value::member_name(member).as_deref() == Some(name),
            _ => false,
        })
    }

    /// Whether a member called `name` is taken of anything, to call it or to hand it on.
    pub fn takes_member_called(&self, name: &str) -> bool {
        let is_target =
            |node: NodeId, member: &MemberExpr| match self.tree.parent(node).and_then(|up| self.tree.expr(up)) {
                Some(Expr::Assign(AssignExpr {
                    left: AssignTarget::Simple(SimpleAssignTarget::Member(target)),
                    ..
                })) => std::ptr::eq(target, member),
                _ => false,
            };
        self.tree.holding(name).any(|node| match self.tree.ast(node) {
            Ast::Expr(Expr::Member(member)) => {
                value::member_name(member).as_deref() == Some(name) && !is_target(node, member)
            }
            Ast::Pat(Pat::Object(object)) => object.props.iter().any(|prop| match prop {
                ObjectPatProp::KeyValue(pair) => value::key_name(&pair.key).is_none_or(|key| key == name),
                ObjectPatProp::Assign(own) => &*own.key.sym == name,
                ObjectPatProp::Rest(_) => false,
            }),
            _ => false,
        })
    }

    /// Whether a class or an object literal of the script has a member called `name`, or something is set
    /// as one: what is called by that name on something unknown may be that.
    pub fn has_member_called(&self, name: &str) -> bool {
        self.is_set_anew(name)
            || self.tree.holding(name).any(|node| match self.tree.ast(node) {
                Ast::ClassMember(member) => member_key(member).as_deref() == Some(name),
                Ast::Prop(Prop::Method(method)) => value::key_name(&method.key).as_deref() == Some(name),
                Ast::Prop(Prop::KeyValue(pair)) => {
                    value::key_name(&pair.key).as_deref() == Some(name)
                        && !matches!(unwrap(&pair.value), Expr::Lit(_) | Expr::Tpl(_))
                }
                Ast::Prop(Prop::Shorthand(ident)) => &*ident.sym == name,
                _ => false,
            })
    }
}

/// The name of a member of a class, `#name` for a private one.
pub fn member_key(member: &ClassMember) -> Option<String> {
    match member {
        ClassMember::Method(method) => value::key_name(&method.key),
        ClassMember::PrivateMethod(method) => Some(format!("#{}", method.key.name)),
        ClassMember::ClassProp(prop) => value::key_name(&prop.key),
        ClassMember::PrivateProp(prop) => Some(format!("#{}", prop.key.name)),
        ClassMember::AutoAccessor(prop) => match &prop.key {
            Key::Public(key) => value::key_name(key),
            Key::Private(name) => Some(format!("#{}", name.name)),
        },
        ClassMember::Constructor(_)
        | ClassMember::TsIndexSignature(_)
        | ClassMember::Empty(_)
        | ClassMember::StaticBlock(_) => None,
    }
}

/// The function that a member of a class is, as long as nobody sets it anew.
fn callable_member(member: &ClassMember) -> Option<Callable<'_>> {
    match member {
        ClassMember::Method(method) if method.kind == MethodKind::Method && method.function.decorators.is_empty() => {
            Some(Callable::Function(&method.function))
        }
        ClassMember::PrivateMethod(method) if method.kind == MethodKind::Method => {
            Some(Callable::Function(&method.function))
        }
        ClassMember::ClassProp(prop) if prop.decorators.is_empty() => Callable::literal(prop.value.as_deref()?),
        ClassMember::PrivateProp(prop) => Callable::literal(prop.value.as_deref()?),
        _ => None,
    }
}

/// Under which key a member of an object pattern takes the name `id`.
fn taken_as(prop: &ObjectPatProp, id: &Id) -> Option<String> {
    match prop {
        ObjectPatProp::Assign(assign) if assign.key.id.to_id() == *id => Some(assign.key.id.sym.to_string()),
        ObjectPatProp::KeyValue(pair) => match &*pair.value {
            Pat::Ident(name) if name.id.to_id() == *id => value::key_name(&pair.key),
            _ => None,
        },
        ObjectPatProp::Assign(_) | ObjectPatProp::Rest(_) => None,
    }
}

/// The export that an import declaration binds to `id`.
fn imported<'a>(holder: Ast, id: &Id) -> Origin<'a> {
    let module =
        |from: &Str, name: String| Origin::Module { from: from.value.as_str().unwrap_or_default().to_owned(), name };
    match holder {
        Ast::ModuleDecl(ModuleDecl::Import(import)) => {
            let own = import.specifiers.iter().find(|specifier| specifier.local().to_id() == *id);
            match own {
                Some(ImportSpecifier::Default(_)) => module(&import.src, "default".to_owned()),
                Some(ImportSpecifier::Namespace(_)) => module(&import.src, "*".to_owned()),
                Some(ImportSpecifier::Named(named)) => module(&import.src, imported_name(named)),
                None => Origin::Unknown,
            }
        }
        Ast::ModuleDecl(ModuleDecl::TsImportEquals(import)) => match &import.module_ref {
            TsModuleRef::TsExternalModuleRef(from) => module(&from.expr, "*".to_owned()),
            TsModuleRef::TsEntityName(_) => Origin::Unknown,
        },
        _ => Origin::Unknown,
    }
}

fn imported_name(named: &ImportNamedSpecifier) -> String {
    match &named.imported {
        Some(ModuleExportName::Ident(ident)) => ident.sym.to_string(),
        Some(ModuleExportName::Str(text)) => text.value.as_str().unwrap_or_default().to_owned(),
        None => named.local.sym.to_string(),
    }
}
