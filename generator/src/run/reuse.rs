//! Formatting that is not done again: a piece of a file whose code is what it was in the last run is cut out of the text
//! that is there. Which code came to which bytes of the text, the memo tells, and this run tells the next.

use crate::{
    emit::{
        Files,
        rust::{Afresh, Formatter},
    },
    project::{Digest, EmittedFile},
};
use proc_macro2::TokenStream;
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    ops::Range,
    path::PathBuf,
};

/// Formats what is not known.
pub(super) struct Reuse {
    /// The folder of the crate.
    generated: PathBuf,
    /// Its files, as the last run left them.
    known: BTreeMap<String, EmittedFile>,
    /// The file that is being made, as it is there.
    present: (String, Present),
    /// What this run makes: code and length of each piece.
    pieces: BTreeMap<String, Vec<(Digest, usize)>>,
}

/// The text of a file that is there, and where each piece of its code stands in it.
#[derive(Default)]
struct Present {
    text: String,
    places: HashMap<Digest, Range<usize>>,
}

impl Reuse {
    pub(super) fn new(generated: PathBuf, known: BTreeMap<String, EmittedFile>) -> Self {
        Self { generated, known, present: Default::default(), pieces: BTreeMap::new() }
    }

    /// What was made, for the next run.
    pub(super) fn made(mut self, files: &Files) -> BTreeMap<String, EmittedFile> {
        let file = |(path, text): (&String, &String)| {
            let pieces = self.pieces.remove(path)?;
            Some((path.clone(), EmittedFile { text: Digest::of(text), pieces }))
        };
        files.iter().filter_map(file).collect()
    }

    /// The file that is there, if it is still the one that is known.
    fn present(&mut self, path: &str) -> &Present {
        if self.present.0 != path {
            let present = self.known.get(path).and_then(|known| {
                let text = fs::read_to_string(self.generated.join(path)).ok()?;
                (Digest::of(&text) == known.text).then(|| Present::new(text, &known.pieces)).flatten()
            });
            self.present = (path.to_owned(), present.unwrap_or_default());
        }
        &self.present.1
    }
}

impl Formatter for Reuse {
    fn text(&mut self, path: &str, piece: TokenStream) -> Result<String, syn::Error> {
        let code = Digest::of(piece.to_string());
        let text = match self.present(path).piece(code) {
            Some(text) => text.to_owned(),
            None => Afresh.text(path, piece)?,
        };
        self.pieces.entry(path.to_owned()).or_default().push((code, text.len()));
        Ok(text)
    }
}

impl Present {
    /// The pieces end the text, each parted from the next by an empty line.
    fn new(text: String, pieces: &[(Digest, usize)]) -> Option<Self> {
        let mut end = text.len();
        let mut places = HashMap::with_capacity(pieces.len());
        for (code, bytes) in pieces.iter().rev() {
            let start = end.checked_sub(*bytes)?;
            places.insert(*code, start..end);
            end = start.checked_sub(1)?;
        }
        Some(Self { text, places })
    }

    fn piece(&self, code: Digest) -> Option<&str> {
        self.text.get(self.places.get(&code)?.clone())
    }
}
