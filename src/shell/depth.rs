//! The nesting depth of a program, estimated from its bytes.
//!
//! Parsing, visiting and freeing a program are recursive and need stack memory. So the depth is limited before
//! a file is parsed. The estimate counts open brackets, and the tokens that can form a chain of operators in one
//! statement (`!!!a`, `a => b => c`, `a + b + c`, `else if`, labels). An estimate that is too low costs only
//! memory, because the stack is sized for the worst case.

/// The maximum depth of nested brackets.
pub const DEEPEST: usize = 5_000;

/// The maximum number of operators in one statement.
pub const LONGEST: usize = 16_000;

/// The depth of a program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Depth {
    /// The maximum number of brackets that are open at once.
    pub brackets: usize,
    /// The maximum number of operators in one statement, together with those of the statements around it.
    pub chain: usize,
}

/// Returns the depth of a program. Brackets in strings and comments count, operators in them do not.
pub fn of(bytes: &[u8]) -> Depth {
    // Hardly any file is long enough to need a closer look.
    if is_shallow(bytes) {
        return Depth::default();
    }
    let mut scan = Scan::default();
    let mut at = 0;
    while at < bytes.len() {
        at = scan.token(bytes, at);
    }
    scan.most
}

/// Whether counting all brackets and possible operators already shows that a program is within the limits. An
/// operator is a punctuation mark, or a word of at least two letters and the byte after it.
fn is_shallow(bytes: &[u8]) -> bool {
    let brackets: usize = b"([{".iter().map(|bracket| memchr::memchr_iter(*bracket, bytes).count()).sum();
    let marks = bytes.iter().filter(|byte| byte.is_ascii_punctuation()).count();
    brackets <= DEEPEST && marks + (bytes.len() - marks) / 3 <= LONGEST
}

/// The state of the scan.
#[derive(Default)]
struct Scan {
    /// For each open bracket, the length of the chain before it.
    open: Vec<usize>,
    /// The length of the current chain.
    chain: usize,
    most: Depth,
}

/// Keywords that enclose the statement or operand after them.
const NESTING: [&[u8]; 16] = [
    b"else",
    b"if",
    b"for",
    b"while",
    b"do",
    b"with",
    b"typeof",
    b"void",
    b"delete",
    b"await",
    b"new",
    b"yield",
    b"extends",
    b"in",
    b"as",
    b"instanceof",
];

/// Keywords that start a statement. After a block, that statement is a separate one.
const STATEMENTS: [&[u8]; 5] = [b"if", b"for", b"while", b"do", b"with"];

impl Scan {
    /// Reads the token at `at`. Returns the offset of the next one.
    fn token(&mut self, bytes: &[u8], at: usize) -> usize {
        match bytes[at] {
            b'(' | b'[' | b'{' => {
                self.open.push(self.chain);
                self.most.brackets = self.most.brackets.max(self.open.len());
            }
            b')' | b']' | b'}' => self.chain = self.open.pop().unwrap_or_default(),
            b';' | b',' => self.chain = self.open.last().copied().unwrap_or_default(),
            quote @ (b'"' | b'\'') => return string(bytes, at, quote),
            b'/' if bytes.get(at + 1) == Some(&b'/') => return line_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => return comment_end(bytes, at),
            byte if is_letter(byte) => return self.word(bytes, at),
            byte if byte.is_ascii_punctuation() => self.more(),
            _ => {}
        }
        at + 1
    }

    fn more(&mut self) {
        self.chain += 1;
        self.most.chain = self.most.chain.max(self.chain);
    }

    fn word(&mut self, bytes: &[u8], at: usize) -> usize {
        let length = bytes[at..].iter().take_while(|byte| is_letter(**byte)).count();
        let word = &bytes[at..at + length];
        let is_nesting = NESTING.contains(&word);
        if (!is_nesting && starts_line(bytes, at)) || (STATEMENTS.contains(&word) && follows_block(bytes, at)) {
            self.chain = self.open.last().copied().unwrap_or_default();
        }
        if is_nesting {
            self.more();
        }
        at + length
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}

/// Whether a closing brace precedes the word at `at`.
fn follows_block(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'}')
}

/// Whether the word at `at` starts a line and the line above does not continue in it.
fn starts_line(bytes: &[u8], at: usize) -> bool {
    let blanks = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_whitespace());
    let (mut length, mut is_line) = (0, false);
    for byte in blanks {
        (length, is_line) = (length + 1, is_line || *byte == b'\n');
    }
    let before = &bytes[..at - length];
    let ends_word = before.iter().rev().take_while(|byte| is_letter(**byte)).count();
    match before.last() {
        _ if !is_line => false,
        Some(b'}' | b']' | b'"' | b'\'' | b'`') => true,
        Some(byte) if is_letter(*byte) => !NESTING.contains(&&before[before.len() - ends_word..]),
        _ => false,
    }
}

/// Returns the offset of the end of the string at `at`: its closing quote or the end of its line.
fn string(bytes: &[u8], at: usize, quote: u8) -> usize {
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != quote && bytes[end] != b'\n' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    end + 1
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length)
}

fn comment_end(bytes: &[u8], at: usize) -> usize {
    memchr::memmem::find(&bytes[at + 2..], b"*/").map_or(bytes.len(), |length| at + 2 + length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_of_all_kinds_are_measured() {
        let n = LONGEST + 1;
        for part in [
            "!",
            "a => ",
            "a + ",
            "a = ",
            "`x` + ",
            "else if (a) {} ",
            "a: ",
            "typeof ",
            "<a>",
            "a ? b : ",
            ".a()\n",
            "if (a)\n",
        ] {
            assert!(of(part.repeat(n).as_bytes()).chain >= n, "{part}");
        }
        assert_eq!(of("(".repeat(n).as_bytes()).brackets, n);
        assert!(of("[!".repeat(n).as_bytes()).chain >= n);
    }

    #[test]
    fn ordinary_programs_are_flat() {
        for part in [
            "a = b + c;\n",
            "a = b + c\n",
            "f(a + b, c => d)\n",
            "x = \"a+b/c==\"\n",
            "// a + b\n",
            "/* + */ a\n",
            "if (a) {\n  b = 1\n}\n",
            "{ a: 1, b: -1 },",
            "const { a } = b\nexport const c = () => a\n",
        ] {
            let depth = of(part.repeat(20_000).as_bytes());
            assert!(depth.chain < 10 && depth.brackets < 10, "{part}: {depth:?}");
        }
    }
}
