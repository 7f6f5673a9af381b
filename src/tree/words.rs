//! An index from words to the statements that contain them. Names are searched in the text first, so
//! that a statement without them is never walked.

use super::nodes::index;
use super::{NodeId, Tree};
use crate::{budget, text};
use memchr::memmem;
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use swc_ecma_ast::Id;

/// The most words that are searched in the text. To walk all statements costs as much as about fifty
/// searches.
const MANY: usize = 64;

/// The results of earlier searches.
#[derive(Default)]
pub(super) struct WordIndex {
    /// For each word, the statements that may contain it.
    holding: RefCell<FxHashMap<Box<str>, Rc<[NodeId]>>>,
    /// For each name, what is known of it.
    named: RefCell<FxHashMap<Id, Rc<NameFacts>>>,
    /// The statements that may contain any word, because they have escapes.
    escaped: OnceCell<Vec<NodeId>>,
    /// For each spelling, the statements that have such a name. Made once many names were searched.
    by_name: OnceCell<FxHashMap<Box<str>, Rc<[NodeId]>>>,
}

/// What all mentions of a name add up to, computed once.
#[derive(Debug)]
pub struct NameFacts {
    /// The first mention that is a declaration.
    pub declared: Option<NodeId>,
    /// The expressions and loops that assign to it, without its own initializer.
    pub assignments: Vec<NodeId>,
    /// Whether its value may differ from what its declaration makes it.
    pub may_vary: OnceCell<bool>,
}

impl<'a> Tree<'a> {
    /// What is known of the name `id`: the result of `find`, which runs at most once for each name.
    pub fn named(&self, id: &Id, find: impl FnOnce() -> NameFacts) -> Rc<NameFacts> {
        if let Some(known) = self.words.named.borrow().get(id) {
            return Rc::clone(known);
        }
        let found = Rc::new(find());
        self.words.named.borrow_mut().insert(id.clone(), Rc::clone(&found));
        found
    }

    /// The top-level statements that contain any of these `places`, byte offsets of the source, in them or
    /// in the comments above them. Statements with escapes, and all statements of a document, may contain
    /// any word and are always included.
    pub fn top_at(&self, places: impl Iterator<Item = usize>) -> BTreeSet<NodeId> {
        if self.script.slices.in_document {
            return self.top().collect();
        }
        let escaped = || self.top_after(self.places(text::escaped_letters)).collect();
        let escaped = self.words.escaped.get_or_init(escaped);
        self.top_after(places).chain(escaped.iter().copied()).collect()
    }

    /// The places that `find` finds in the text of the statements. Of those in front of all statements, only
    /// the first one is returned.
    pub fn places<'t, I: Iterator<Item = usize>>(
        &'t self,
        find: impl Fn(&'t [u8]) -> I,
    ) -> impl Iterator<Item = usize> {
        let (source, text) = (self.source.as_bytes(), self.text());
        // The text in front of a script of a page does not belong to the script.
        let own = (self.script.slices.text(self.source).start as usize).min(text.start);
        let before = find(&source[own..text.start]).map(move |at| own + at).take(1);
        before.chain(find(&source[text.clone()]).map(move |at| text.start + at))
    }

    /// The range from the first statement to the end of the last one: a whole file, except for a script of a
    /// page.
    fn text(&self) -> Range<usize> {
        let first = self.top.iter().map(|top| top.extent.start).min().unwrap_or(0) as usize;
        let last = self.top.iter().map(|top| top.extent.end).max().unwrap_or(0) as usize;
        first..last.max(first)
    }

    /// For each of these places, the first statement that ends after it. Places in the same statement often
    /// give it only once.
    fn top_after(&self, places: impl Iterator<Item = usize>) -> impl Iterator<Item = NodeId> {
        let mut known = 0..0;
        places.filter_map(move |at| {
            if known.contains(&at) {
                return None;
            }
            let index_of = self.top.partition_point(|top| top.extent.end as usize <= at);
            known = at..self.top.get(index_of)?.extent.end as usize;
            Some(NodeId { top: index(index_of), at: 0 })
        })
    }

    /// All nodes of the top-level statements that may contain `word` as a name or a key.
    pub fn holding(&self, word: &str) -> impl Iterator<Item = NodeId> + '_ {
        let tops = self.top_holding(word);
        (0..tops.len()).flat_map(move |top| self.inside(tops[top]))
    }

    fn top_holding(&self, word: &str) -> Rc<[NodeId]> {
        if let Some(known) = self.words.holding.borrow().get(word) {
            return Rc::clone(known);
        }
        let is_word = |bytes: &[u8], at: usize| text::is_word(bytes, at..at + word.len());
        let places = self.places(|bytes| memmem::find_iter(bytes, word).filter(move |at| is_word(bytes, *at)));
        let tops: Rc<[NodeId]> = self.top_at(places).into_iter().collect();
        self.words.holding.borrow_mut().insert(word.into(), Rc::clone(&tops));
        tops
    }

    /// The top-level statements that may have a name of this spelling.
    fn top_naming(&self, name: &str) -> Rc<[NodeId]> {
        if self.words.holding.borrow().len() < MANY {
            return self.top_holding(name);
        }
        let by_name = self.words.by_name.get_or_init(|| {
            let mut by_name: FxHashMap<&str, Vec<NodeId>> = FxHashMap::default();
            for top in self.top() {
                for id in &self.inside_of(top).names.all {
                    let tops = by_name.entry(&id.0).or_default();
                    if tops.last() != Some(&top) {
                        tops.push(top);
                    }
                }
            }
            by_name.into_iter().map(|(name, tops)| (name.into(), tops.into())).collect()
        });
        by_name.get(name).cloned().unwrap_or_default()
    }

    /// Every place where `id` is written, declarations included, in source order.
    pub fn mentions<'t>(&'t self, id: &Id) -> impl Iterator<Item = NodeId> + use<'t, 'a> {
        let tops = self.top_naming(&id.0);
        let id = id.clone();
        (0..tops.len()).flat_map(move |top| {
            let top = tops[top];
            self.inside_of(top).names.places(&id).iter().map(move |at| {
                budget::spend(1);
                NodeId { at: *at, ..top }
            })
        })
    }

    /// The names of this spelling, one for each scope that has it.
    pub fn spelled(&self, name: &str) -> Vec<Id> {
        let mut ids: Vec<Id> = Vec::new();
        for top in self.top_naming(name).iter() {
            let all = &self.inside_of(*top).names.all;
            let own = all.iter().filter(|id| &*id.0 == name);
            ids.extend(own.filter(|id| !ids.contains(id)).cloned().collect::<Vec<_>>());
        }
        ids
    }

    /// Whether the script has a name of this spelling.
    pub fn spells(&self, name: &str) -> bool {
        !self.spelled(name).is_empty()
    }
}
