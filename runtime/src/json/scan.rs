//! The tokens of JSON: where strings, numbers and literals begin and end. Knows no types.

use std::borrow::Cow;

/// A position in JSON text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

/// What is wrong at the scanner's position.
pub(super) type Fault = &'static str;

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The next byte that is no blank.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.byte() {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Consumes the byte just peeked.
    pub(super) fn bump(&mut self) {
        self.at += 1;
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.at += 1;
        }
        found
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// A string, from its opening quote.
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.bump();
        let start = self.at;
        let plain = memchr::memchr2(b'"', b'\\', self.rest().as_bytes()).ok_or("a string is not closed")?;
        self.at += plain;
        if self.byte() == Some(b'"') {
            let text = self.slice(start, self.at);
            self.bump();
            return Ok(Cow::Borrowed(text));
        }
        let mut text = self.slice(start, self.at).to_owned();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.bump();
                    return Ok(Cow::Owned(text));
                }
                _ => text.push(self.escape()?),
            }
            let plain = memchr::memchr2(b'"', b'\\', self.rest().as_bytes()).ok_or("a string is not closed")?;
            text.push_str(self.slice(self.at, self.at + plain));
            self.at += plain;
        }
    }

    /// Passes over a string without building it.
    pub(super) fn skip_string(&mut self) -> Result<(), Fault> {
        self.bump();
        loop {
            self.at += memchr::memchr2(b'"', b'\\', self.rest().as_bytes()).ok_or("a string is not closed")?;
            if self.byte() == Some(b'"') {
                self.bump();
                return Ok(());
            }
            self.escape()?;
        }
    }

    /// One escape, from its backslash. Half a surrogate pair becomes the replacement character.
    fn escape(&mut self) -> Result<char, Fault> {
        self.bump();
        let kind = self.byte().ok_or("a string is not closed")?;
        self.bump();
        Ok(match kind {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.hex4()?;
                match unit {
                    0xD800..=0xDBFF => self.low_surrogate(unit),
                    _ => char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER),
                }
            }
            _ => {
                self.at -= 1;
                return Err("unknown escape");
            }
        })
    }

    /// The character of a high surrogate and the low one after it, which is left alone when it is none.
    fn low_surrogate(&mut self, high: u32) -> char {
        let after_high = self.at;
        if self.eat_word("\\u")
            && let Ok(low @ 0xDC00..=0xDFFF) = self.hex4()
        {
            let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        self.at = after_high;
        char::REPLACEMENT_CHARACTER
    }

    fn hex4(&mut self) -> Result<u32, Fault> {
        let digits = self.text.get(self.at..self.at + 4).ok_or("expected four hexadecimal digits")?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err("expected four hexadecimal digits");
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| "expected four hexadecimal digits")
    }

    /// A number, as it is written.
    pub(super) fn number(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.bump();
        }
        if self.byte() == Some(b'0') {
            self.bump();
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.bump();
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.bump();
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.bump();
            }
            self.digits()?;
        }
        Ok(self.slice(start, self.at))
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.bump();
        }
        if self.at == start { Err("expected a digit") } else { Ok(()) }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
}
