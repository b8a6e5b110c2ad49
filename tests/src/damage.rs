//! Damage to pages, as networks, scrapers and people with bad intent do it: a table of ways, each from a page's bytes
//! and a seed to other bytes. The same seed gives the same damage on every machine.

/// A stream of numbers that a seed gives.
pub(crate) struct Seeded(u64);

impl Seeded {
    /// The stream of a name.
    pub(crate) fn new(name: &str) -> Self {
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit; zero where there is none below it.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit.max(1) as u64)).unwrap()
    }

    /// Any byte.
    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    /// One of several.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Start and end of a part, mostly a short one.
    pub(crate) fn range(&mut self, length: usize) -> (usize, usize) {
        let start = self.below(length + 1);
        let longest = [8, 64, 1024, length][self.below(4)];
        (start, (start + self.below(longest + 1)).min(length))
    }
}

/// A way to damage a page.
pub(crate) struct Damage {
    /// What is done.
    pub(crate) name: &'static str,
    /// Does it.
    pub(crate) apply: fn(&[u8], &mut Seeded) -> Vec<u8>,
}

/// The ways that leave a page about as long as it was.
pub(crate) const DAMAGES: &[Damage] = &[
    Damage { name: "cut the end", apply: |page, seeded| page[..seeded.below(page.len())].to_vec() },
    Damage { name: "cut the start", apply: |page, seeded| page[seeded.below(page.len())..].to_vec() },
    Damage { name: "cut a part", apply: cut },
    Damage { name: "repeat a part", apply: repeat },
    Damage { name: "swap two lines", apply: swap_lines },
    Damage { name: "drop lines", apply: |page, seeded| with_lines(page, |_| seeded.below(12) > 0) },
    Damage { name: "drop blank lines", apply: |page, _| with_lines(page, |line| !line.trim_ascii().is_empty()) },
    Damage { name: "join lines", apply: |page, seeded| bytewise(page, b'\n', b' ', seeded) },
    Damage { name: "split lines", apply: |page, seeded| bytewise(page, b' ', b'\n', seeded) },
    Damage { name: "delete a cell", apply: |page, seeded| without(page, &[b"<td", b"|", b"\n"], seeded) },
    Damage { name: "delete a tag", apply: |page, seeded| without(page, &[b"<", b"</", b"<t"], seeded) },
    Damage { name: "delete a mark", apply: |page, seeded| without_mark(page, seeded) },
    Damage { name: "indent lines", apply: |page, seeded| indented(page, seeded) },
    Damage { name: "lose indentation", apply: |page, _| each_line(page, |line| line.trim_ascii_start().to_vec()) },
    Damage { name: "other line ends", apply: |page, _| each_line(page, |line| [line, b"\r"].concat()) },
    Damage {
        name: "read as Latin-1",
        apply: |page, _| page.iter().map(|byte| char::from(*byte)).collect::<String>().into(),
    },
    Damage { name: "wrong charset", apply: |page, _| page.iter().map(|byte| byte | 0x80).collect() },
    Damage { name: "UTF-16", apply: |page, _| utf16(page) },
    Damage { name: "bytes turned", apply: bytes_turned },
    Damage { name: "NULs", apply: |page, seeded| inserted(page, b"\0\0", seeded) },
    Damage { name: "a huge colspan", apply: |page, seeded| replaced(page, b"<td", b"<td colspan=1000000000", seeded) },
    Damage { name: "a huge rowspan", apply: |page, seeded| replaced(page, b"<td", b"<td rowspan=1000000000", seeded) },
    Damage { name: "a table in a cell", apply: |page, seeded| replaced(page, b"<td>", b"<td><table><tr><td>", seeded) },
    Damage { name: "an open comment", apply: |page, seeded| inserted(page, b"<!-- ", seeded) },
    Damage { name: "an open fence", apply: |page, seeded| inserted(page, b"\n```\n", seeded) },
    Damage { name: "an open script", apply: |page, seeded| inserted(page, b"<script>", seeded) },
    Damage {
        name: "a bracket too many",
        apply: |page, seeded| {
            let bracket = *seeded.pick(&[&b"{"[..], b"}", b"[", b"]", b"(", b"<", b">", b"\"", b"`", b"|", b"\\"]);
            inserted(page, bracket, seeded)
        },
    },
    Damage {
        name: "direction marks",
        apply: |page, seeded| inserted(page, "\u{202e}\u{200b}\u{feff}".as_bytes(), seeded),
    },
    Damage {
        name: "a number beyond all bounds",
        apply: |page, seeded| {
            let number = *seeded.pick(&[&b"99999999999999999999999999"[..], b"1e999999999", b"-0", b"0x7f", b"NaN"]);
            inserted(page, number, seeded)
        },
    },
    Damage {
        name: "a part in twenty copies",
        apply: |page, seeded| {
            let (start, end) = seeded.range(page.len());
            let part = page[start..end.min(start + 2048)].repeat(20);
            [&page[..end], &part, &page[end..]].concat()
        },
    },
];

fn cut(page: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let (start, end) = seeded.range(page.len());
    [&page[..start], &page[end..]].concat()
}

fn repeat(page: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let (start, end) = seeded.range(page.len());
    let at = seeded.below(page.len() + 1);
    [&page[..at], &page[start..end], &page[at..]].concat()
}

fn swap_lines(page: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = page.split_inclusive(|byte| *byte == b'\n').collect();
    for _ in 0..=seeded.below(5) {
        let (one, other) = (seeded.below(lines.len()), seeded.below(lines.len()));
        if one < lines.len() && other < lines.len() {
            lines.swap(one, other);
        }
    }
    lines.concat()
}

fn with_lines(page: &[u8], mut keep: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let lines = page.split_inclusive(|byte| *byte == b'\n');
    lines.filter(|line| keep(line)).flatten().copied().collect()
}

fn each_line(page: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    page.split(|byte| *byte == b'\n').map(change).collect::<Vec<_>>().join(&b'\n')
}

fn indented(page: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let depth = seeded.below(9);
    let indent = |line: &[u8]| [&b" ".repeat(depth), line].concat();
    let (start, end) = seeded.range(page.len());
    [&page[..start], &each_line(&page[start..end], indent), &page[end..]].concat()
}

fn bytewise(page: &[u8], from: u8, to: u8, seeded: &mut Seeded) -> Vec<u8> {
    let one_in = 1 + seeded.below(20);
    page.iter().map(|byte| if *byte == from && seeded.below(one_in) == 0 { to } else { *byte }).collect()
}

fn bytes_turned(page: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let mut page = page.to_vec();
    for _ in 0..=seeded.below(20) {
        let at = seeded.below(page.len());
        page.iter_mut().skip(at).take(1).for_each(|byte| *byte = seeded.byte());
    }
    page
}

fn utf16(page: &[u8]) -> Vec<u8> {
    let units = String::from_utf8_lossy(page).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    [&b"\xff\xfe"[..], &units].concat()
}

fn inserted(page: &[u8], what: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let mut page = page.to_vec();
    for _ in 0..=seeded.below(4) {
        let at = seeded.below(page.len() + 1);
        page.splice(at..at, what.iter().copied());
    }
    page
}

/// The places at which some bytes stand.
fn places(page: &[u8], what: &[u8]) -> Vec<usize> {
    page.windows(what.len()).enumerate().filter(|(_, window)| *window == what).map(|(at, _)| at).collect()
}

fn replaced(page: &[u8], what: &[u8], by: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let places = places(page, what);
    if places.is_empty() {
        return inserted(page, by, seeded);
    }
    let at = *seeded.pick(&places);
    [&page[..at], by, &page[at + what.len()..]].concat()
}

/// Takes out what stands from one of these marks to the next of its kind.
fn without(page: &[u8], marks: &[&[u8]], seeded: &mut Seeded) -> Vec<u8> {
    let places = places(page, seeded.pick::<&[u8]>(marks));
    let Some(last) = places.len().checked_sub(1).filter(|last| *last > 0) else { return cut(page, seeded) };
    let at = seeded.below(last);
    [&page[..places[at]], &page[places[at + 1]..]].concat()
}

fn without_mark(page: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let mark = *seeded.pick(b"|#<>`*\"{}[]:,+=-");
    page.iter().copied().filter(|byte| *byte != mark || seeded.below(3) > 0).collect()
}
