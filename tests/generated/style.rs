//! How a file is written: its line ends, quotes, semicolons, indentation, and what it starts with.

use super::pick::{Need, Pick, Row, pick};
use proptest::prelude::*;
use rupt_migrate::migration::{Choice, Moves};

/// A kind of file.
#[derive(Debug)]
pub struct File {
    pub name: &'static str,
    /// Whether it can only be a module, or only not be one.
    pub is_module: Option<bool>,
    pub offers: &'static [Need],
}

impl Row for File {}

pub const FILES: &[File] = &[
    File { name: "file.js", is_module: None, offers: &[Need::Jsx] },
    File { name: "file.ts", is_module: None, offers: &[Need::TypeScript, Need::Cast] },
    File { name: "file.tsx", is_module: None, offers: &[Need::TypeScript, Need::Jsx] },
    File { name: "file.jsx", is_module: None, offers: &[Need::Jsx] },
    File { name: "file.mjs", is_module: Some(true), offers: &[Need::Jsx] },
    File { name: "file.cjs", is_module: Some(false), offers: &[Need::Jsx] },
    File { name: "file.mts", is_module: None, offers: &[Need::TypeScript, Need::Cast] },
    File { name: "file.cts", is_module: None, offers: &[Need::TypeScript, Need::Cast] },
];

/// What a file starts with.
#[derive(Debug)]
pub struct Head(pub &'static str);

impl Row for Head {}

pub const HEADS: &[Head] = &[
    Head(""),
    Head("\"use strict\";"),
    Head("\"use client\";\n"),
    Head("#!/usr/bin/env node"),
    Head("#!/usr/bin/env node\n\"use strict\";"),
    Head("/** @file Rupt.attach() */"),
    Head("/*\n * License.\n */\n"),
    Head("// @ts-check\n// Second line.\n"),
    Head("\"use strict\"; \"use client\";"),
    Head("\"use strict\";\n\n/* global Rupt$ */"),
    Head("\n\n"),
];

/// A text and what takes its place.
#[derive(Debug)]
pub struct Mark(pub &'static str);

impl Row for Mark {}

pub const INDENTS: &[Mark] = &[Mark("  "), Mark("\t"), Mark("    "), Mark(" ")];
/// What stands between two statements.
pub const BETWEEN: &[Mark] = &[Mark("\n~\n"), Mark("\n\n~\n"), Mark(" ")];

/// How often something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Often {
    Always,
    Sometimes,
    Never,
}

impl Row for Often {}

impl Often {
    /// Whether it is done in this line.
    pub fn here(self, line: usize) -> bool {
        match self {
            Often::Always => true,
            Often::Sometimes => line % 3 != 1,
            Often::Never => false,
        }
    }
}

const OFTEN: &[Often] = &[Often::Always, Often::Never, Often::Sometimes];
const SELDOM: &[Often] = &[Often::Never, Often::Always, Often::Always, Often::Sometimes];

/// What a project may say of a file.
#[derive(Debug)]
pub struct Around {
    choose: fn(&mut Choice),
}

impl Row for Around {}

impl Around {
    fn choice(&self) -> Choice {
        let mut choice = Choice::default();
        (self.choose)(&mut choice);
        choice
    }
}

const PROJECTS: &[Around] = &[
    Around { choose: |_| {} },
    Around { choose: |choice| choice.renders_on_server = true },
    Around { choose: |choice| choice.global_is_read = true },
    Around { choose: |choice| choice.moves = Moves::Unsafe },
];

/// The choices of style.
#[derive(Debug, Clone)]
pub struct Style {
    pub head: &'static str,
    pub indent: &'static str,
    pub between: &'static str,
    pub crlf: Often,
    pub double: Often,
    pub ended: Often,
    /// Whether a semicolon that a line needs stands at its start, not at the end of the one above.
    pub ends_in_front: bool,
    pub bom: bool,
    pub final_newline: bool,
    /// Which places for a comment have one: bit `n` for each `n`th of 64.
    pub comments: u64,
    pub choice: Choice,
}

impl Style {
    /// The first row of each table.
    pub fn plain() -> Style {
        Style {
            head: "",
            indent: "  ",
            between: "\n",
            crlf: Often::Never,
            double: Often::Always,
            ended: Often::Always,
            ends_in_front: false,
            bom: false,
            final_newline: true,
            comments: 0,
            choice: Choice::default(),
        }
    }
}

pub fn style() -> impl Strategy<Value = Style> {
    let picks = (pick(0.3), pick(0.4), pick(0.3), pick(0.4), pick(0.5), pick(0.2), pick(0.5));
    let switches = (any::<bool>(), proptest::bool::weighted(0.1), proptest::bool::weighted(0.1));
    let comments = prop_oneof![2 => Just(0), 3 => proptest::bits::u64::sampled(0..12, 0..64)];
    (picks, switches, comments).prop_map(|(picks, switches, comments)| {
        let (head, indent, crlf, double, ended, project, between) = picks;
        let (ends_in_front, bom, no_final_newline) = switches;
        let ended = *ended.of(OFTEN, &[]);
        // On one line every statement needs its semicolon, and a comment would swallow the next.
        let one_line = ended == Often::Always && comments == 0;
        let of = |pick: &Pick, rows: &'static [Mark]| pick.of(rows, &[]).0;
        Style {
            head: head.of(HEADS, &[]).0,
            indent: of(&indent, INDENTS),
            between: between.among(BETWEEN, |mark| one_line || mark.0 != " ").0,
            crlf: *crlf.of(SELDOM, &[]),
            double: *double.of(OFTEN, &[]),
            ended,
            ends_in_front,
            bom,
            final_newline: !no_final_newline,
            comments,
            choice: project.of(PROJECTS, &[]).choice(),
        }
    })
}
