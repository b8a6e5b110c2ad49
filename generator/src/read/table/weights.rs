//! What each observation speaks for or against, in tenths of a point: every weight has a name, a sentence, and the
//! literate case that fails without it. A test takes each away in turn and sees its case fail; `tests/ablate` prints what
//! each changes elsewhere.

use super::lattice::Score;

/// Declares the weights: the sentence, the name, the score, the case.
macro_rules! weights {
    ($($(#[doc = $sentence:literal])+ $name:ident = $score:literal, $case:literal;)+) => {
        /// An observation of the table engine that has a weight.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Observation {
            $($(#[doc = $sentence])+ $name,)+
        }

        impl Observation {
            /// All weights, each with the literate case that needs it.
            pub const ALL: &[(Self, &'static str)] = &[$((Self::$name, $case),)+];

            /// What it speaks for, or against where it is below nothing.
            #[inline]
            pub(super) fn score(self) -> Score {
                if !crate::ablation::weighs(self) {
                    return 0;
                }
                match self {
                    $(Self::$name => $score,)+
                }
            }
        }
    };
}

weights! {
    /// A name stands under names, a code under codes.
    FittingName = 30, "paragraphs.md: Values that look like a row";
    /// Yes or no, or a type, stands in its column.
    FittingCell = 40, "dumps.md: Headings that name only parameters";
    /// What no name can be stands under names: yes or no, a sentence, a line of a description.
    NoName = -60, "scraped.md: Rows without names, bars and examples";
    /// A few words stand in a column of names, types, conditions or addresses, and are none.
    NearMisfit = -20, "lost.md: A name that was a link, and the Yes beside it";
    /// A cell is not what its column holds.
    Misfit = -40, "dumps.md: A row that lost a cell";
    /// Words stand in a column of prose.
    Prose = 12, "paragraphs.md: Values that look like a row";
    /// A row has no cell for a column.
    AbsentCell = -30, "dumps.md: Headings that name only parameters";
    /// A row has no cell for the last column, which is empty more often.
    AbsentLastCell = -20, "lost.md: A request line in a table of labels";
    /// The source has lost the cells of a whole column, all of them or all of one value.
    LostColumn = -60, "weights.md: A bar opens each row";
    /// A table ends though nothing shows it; how much follows does not matter.
    StrayEnd = -6, "weights.md: Rows of tabs, descriptions below them";
    /// The same where each paragraph is a cell or a part of one: the last description may have many.
    StrayEndOfParagraphs = -30, "weights.md: The last description follows its type without a blank line";
    /// Where line ends alone keep cells apart, the cell of a type, or of yes and no, is neither.
    UntypedLine = -40, "dumps.md: Headings that name only parameters";
    /// The same where each cell is a paragraph.
    UntypedParagraph = -70, "paragraphs.md: A column whose cells a scraper dropped";
    /// A cell of a row written in one line stands on a line of its own.
    CellOnNextLine = -30, "weights.md: A list that breaks out of a row between bars";
    /// A cell is not kept apart from the one before as the heads are.
    OtherGap = -60, "weights.md: Rows of tabs, descriptions below them";
    /// Words go on a row after the mark of its end.
    AfterRowEnd = -40, "weights.md: Columns of tabs whose rows end in blanks";
    /// The word for a type opens with a small letter, where the others of the table open with a capital.
    SmallType = -30, "paragraphs.md: Values that look like a row";
    /// A row begins with a word that could be a value below a label.
    RowAmongValues = -60, "paragraphs.md: Values that look like a row";
    /// A row written in one line opens its line.
    RowOpensLine = 30, "weights.md: A list that breaks out of a row between bars";
    /// A row written in one line begins within it.
    RowWithinLine = -60, "weights.md: Rows of tabs, descriptions below them";
    /// A row written in one line has one cell only.
    LoneCell = -20, "weights.md: Rows of tabs, descriptions below them";
    /// No bar opens the row where one opens all rows.
    MissingOpeningBar = -40, "weights.md: A bar opens each row";
    /// A cell stays open that a bar should close.
    UnclosedCell = -40, "weights.md: No bar closes the last cell";
    /// Words after a bar go on the cell before.
    JoinOverBar = -70, "weights.md: A bar opens each row";
    /// Words after a blank line go on a cell that bars close.
    JoinOverBlankLine = -5, "weights.md: Rows of tabs, descriptions below them";
    /// Words go on a cell that holds no prose.
    JoinShortCell = -20, "weights.md: Rows of tabs, descriptions below them";
    /// The same where no bars close cells.
    JoinShortCellUnclosed = -40, "paragraphs.md: Values that look like a row";
    /// A cell that a bar closes, or the mark of a row's end, stands outside of the table.
    ClosedOutside = -20, "lost.md: A request line in a table of labels";
    /// A table ends at what is not part of one.
    EndAtForeign = 40, "lost.md: A row without its last cell above the next status";
    /// By each line that a cell of a drawn row stands higher or lower than it should.
    OffByLine = -3, "tools.md: Columns of blanks, cells in the middle of their rows";
    /// A short cell of a drawn row has a gap, or a second word where there is one.
    BrokenCell = -20, "tools.md: Words that a drawing breaks";
    /// A row begins within running words.
    RowInWords = -25, "weights.md: Rows in running words";
    /// A sentence has ended before the name of a row in running words.
    NameAfterSentence = 10, "weights.md: Rows in running words";
    /// Words that no row takes stand before the first row in running words.
    RowAfterWords = -20, "weights.md: Rows in running words";
    /// A word in small letters stands for a name in running words.
    PlainName = 10, "weights.md: Rows in running words";
    /// Yes or no, a place or a type stands in running words where a row has it.
    CellInWords = 20, "weights.md: Rows in running words";
    /// A word for a type in small letters stands there.
    SmallTypeInWords = 10, "weights.md: Rows in running words";
    /// A description in running words opens with a small letter.
    SmallDescription = -20, "weights.md: Rows in running words";
    /// Running words have lost the type of a row.
    LostTypeInWords = -20, "weights.md: Rows in running words";
}
