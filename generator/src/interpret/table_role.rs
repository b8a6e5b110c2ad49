//! Where a table belongs: its caption says it, else the section it stands in, else the table before
//! it. Rows may still decide for themselves where the role leaves it open.

use crate::glossary::{Caption, Section};
use std::collections::BTreeSet;

/// Names that are known to travel somewhere before any table is read.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Those of the request line: placeholders of the path, keys of the query string.
    pub(super) line: BTreeSet<String>,
    /// Keys of the bodies that request examples show.
    pub(super) sent: BTreeSet<String>,
    /// Keys of the bodies that examples of answers show.
    pub(super) answered: BTreeSet<String>,
    /// Keys of each object that such examples show at any depth.
    pub(super) objects: Vec<BTreeSet<String>>,
}

impl Known {
    /// Whether rows state an object of an answer: they name all of its keys, and nothing that is sent. Filters name
    /// some.
    fn are_members_answered(&self, rows: &BTreeSet<&str>) -> bool {
        let names: BTreeSet<&str> = rows.iter().map(|row| row.trim_start_matches(['>', ' ', '*', '`'])).collect();
        let is_whole =
            |object: &BTreeSet<String>| object.len() > 1 && object.iter().all(|key| names.contains(key.as_str()));
        let is_sent = |name: &&str| self.line.contains(*name) || self.sent.contains(*name);
        !names.iter().any(is_sent) && self.objects.iter().any(is_whole)
    }
}

/// The sides of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// The request line: path and query parameters.
    #[default]
    Uri,
    /// The rest of the request.
    Request,
    Response,
}

/// The part of a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Path,
    Query,
    Headers,
    Body,
    /// The rows decide.
    Open,
    /// A structure inside the body.
    Structure,
}

/// Where a table belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) side: Side,
    pub(super) part: Part,
    /// It describes an answer that fails.
    pub(super) error: bool,
}

impl Role {
    const fn new(side: Side, part: Part) -> Self {
        Self { side, part, error: false }
    }

    /// The role of a parameter table; `None` if its place holds no parameters of the call.
    pub(super) fn of(caption: Option<Caption>, section: Option<Section>, before: Option<Side>) -> Option<Self> {
        let here = Self::of_section(section, before);
        match caption {
            Some(caption) => Self::of_caption(caption, here, before),
            None => here,
        }
    }

    /// Where a caption says another side than the section does, the names of the rows are asked: those that stand in the
    /// request line, or that examples show in the body of one side. Members of an answer under the caption of a path
    /// are not parameters.
    pub(super) fn weighed(self, section: Option<Section>, rows: &BTreeSet<&str>, known: &Known) -> Self {
        let Some(here) = Self::of_section(section, None).filter(|here| self.is_sent() != here.is_sent()) else {
            return self;
        };
        let count = |names: &BTreeSet<String>| rows.iter().filter(|name| names.contains(**name)).count();
        let (by_line, sent, answered) = (count(&known.line), count(&known.sent), count(&known.answered));
        let in_path = self.side == Side::Uri && self.part == Part::Path;
        let for_sent = if self.side == Side::Uri { by_line } else { by_line + sent };
        let here_wins =
            if here.is_sent() { for_sent > answered } else { answered > for_sent || (in_path && by_line == 0) };
        if here_wins { here } else { self }
    }

    /// Where neither caption nor section says anything, rows that state an object of an answer are of that.
    pub(super) fn unless_answered(self, rows: &BTreeSet<&str>, known: &Known) -> Self {
        let open = self.is_sent() && self.part == Part::Open;
        if open && known.are_members_answered(rows) { Self::new(Side::Response, Part::Open) } else { self }
    }

    /// Whether it is of the request.
    fn is_sent(self) -> bool {
        self.side != Side::Response
    }

    fn of_section(section: Option<Section>, before: Option<Side>) -> Option<Self> {
        use Section as S;
        let open = |side| Some(Self::new(side, Part::Open));
        match section {
            Some(S::Uri) => open(Side::Uri),
            Some(S::PathParameters) => Some(Self::new(Side::Uri, Part::Path)),
            Some(S::QueryParameters) => Some(Self::new(Side::Uri, Part::Query)),
            Some(S::Request) => open(Side::Request),
            Some(S::RequestHeaders) => Some(Self::new(Side::Request, Part::Headers)),
            Some(S::RequestBody) => Some(Self::new(Side::Request, Part::Body)),
            Some(S::Response) => open(Side::Response),
            Some(S::ResponseHeaders) => Some(Self::new(Side::Response, Part::Headers)),
            Some(S::ResponseBody) => Some(Self::new(Side::Response, Part::Body)),
            Some(S::ErrorResponse) => Some(Self { error: true, ..Self::new(Side::Response, Part::Open) }),
            Some(
                S::Authorization
                | S::Debug
                | S::ErrorCodes
                | S::SampleCode
                | S::ChangeHistory
                | S::Furniture
                | S::StatusCodes,
            ) => None,
            // What follows the example of an answer explains it.
            Some(S::ResponseExample | S::SuccessExample) => before.and(open(Side::Response)),
            Some(S::Parameters) => open(before.unwrap_or(Side::Request)),
            None
            | Some(S::Function | S::Constraints | S::Example | S::RequestExample | S::FailureExample | S::Structures) => {
                before.map(|side| Self::new(side, Part::Open))
            }
        }
    }

    fn of_caption(caption: Caption, here: Option<Self>, before: Option<Side>) -> Option<Self> {
        use {Caption as C, Section as S};
        let answered = here.is_some_and(|role| role.side == Side::Response);
        let side = if answered { Side::Response } else { Side::Request };
        let role = match caption {
            C::Headers => Self::new(side, Part::Headers),
            C::Body => Self::new(side, Part::Body),
            C::Of(S::Request) => here.unwrap_or(Self::new(Side::Request, Part::Open)),
            C::Of(S::Parameters) => return here,
            C::Of(section) => Self::of_section(Some(section), None)?,
            C::Structure => {
                let side = here.map(|role| role.side).or(before)?;
                let side = if side == Side::Uri { Side::Request } else { side };
                Self {
                    part: Part::Structure,
                    ..here.map_or(Self::new(side, Part::Structure), |here| Self { side, ..here })
                }
            }
        };
        let error = role.error || here.is_some_and(|here| here.error && here.side == role.side);
        Some(Self { error, ..role })
    }
}
