//! What each observation speaks for or against, in tenths of a point: every weight has a name, a sentence, and the
//! literate case that fails without it; an empty case says that only real dumps show what it is for (`tests/ablate`). A
//! test takes each weight that has a case away in turn, and sees it fail.

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
    /// A row has no cell for a column.
    AbsentCell = -30, "dumps.md: Headings that name only parameters";
    /// A row has no cell for the last column, which is empty more often.
    AbsentLastCell = -20, "dumps.md: Headings that name only parameters";
    /// The source has lost the cells of a whole column, all of them or all of one value.
    LostColumn = -60, "";
    /// A table ends though nothing shows it; how much follows does not matter.
    StrayEnd = -6, "";
    /// The same where each paragraph is a cell or a part of one: the last description may have many.
    StrayEndOfParagraphs = -30, "paragraphs.md: The last description keeps all its paragraphs";
    /// A description has one paragraph more.
    Paragraph = -1, "";
    /// A paragraph goes on a cell that holds no prose.
    ParagraphOfShortCell = -7, "";
    /// Where line ends alone keep cells apart, the cell of a type, or of yes and no, is neither.
    UntypedLine = -40, "dumps.md: Headings that name only parameters";
    /// The same where each cell is a paragraph.
    UntypedParagraph = -70, "paragraphs.md: A column whose cells a scraper dropped";
    /// A cell of a row written in one line stands on a line of its own.
    CellOnNextLine = -30, "";
    /// A cell of a row written in one line is not marked off by a bar.
    CellWithoutBar = -60, "";
    /// A cell stands after the mark of a row's end.
    CellAfterRowEnd = -60, "";
    /// A cell is not kept apart as the heads are.
    OtherGap = -40, "";
    /// A bar opens the row, as it opens all rows.
    OpeningBar = 20, "";
    /// No bar opens the row where one opens all rows.
    MissingOpeningBar = -40, "";
    /// The word for a type opens with a small letter, where the others of the table open with a capital.
    SmallType = -30, "paragraphs.md: Values that look like a row";
    /// A row begins with a word that could be a value below a label.
    RowAmongValues = -60, "paragraphs.md: Values that look like a row";
    /// A row opens its line.
    RowOpensLine = 10, "";
    /// A row begins within a line.
    RowWithinLine = -80, "";
    /// A line of a row written in one line has one cell only.
    LoneCell = -30, "";
    /// A line has several cells, as a row that is one line has.
    SeveralCells = 20, "";
    /// What is not part of a table stands in one of its cells.
    ForeignCell = -10, "";
    /// A cell stays open that a bar should close.
    UnclosedCell = -40, "";
    /// Words between bars go on the last cell of their line.
    JoinOverBarAtEnd = -20, "";
    /// Words between bars go on another cell.
    JoinOverBar = -50, "";
    /// Words after a bar on a new line go on the cell before.
    JoinOverBarAndLine = -70, "lost.md: A request line in a table of labels";
    /// Words after the mark of a row's end go on the cell before.
    JoinAfterRowEnd = -40, "";
    /// Words after a blank line go on a cell that bars close.
    JoinOverBlankLine = -5, "";
    /// What is not part of a table goes on a cell.
    ForeignJoin = -30, "";
    /// Words go on a cell that holds no prose.
    JoinShortCell = -20, "tools.md: Cells as paragraphs below Markdown headings";
    /// Words go on a cell that holds no prose, over a line's end alone.
    JoinShortCellOverLine = -40, "";
    /// A cell that a bar closes stands outside of the table.
    ClosedOutside = -30, "lost.md: A request line in a table of labels";
    /// A mark of a row's end stands outside of the table.
    RowEndOutside = -15, "";
    /// A table ends at what is not part of one.
    EndAtForeign = 10, "";
    /// An empty cell is one too many.
    SurplusEmptyCell = -30, "";
    /// A row of a drawn table has no name.
    NamelessRow = -60, "";
    /// By each line that a cell of a drawn row stands higher or lower than it should.
    OffByLine = -3, "tools.md: Columns of blanks, cells in the middle of their rows";
    /// A short cell of a drawn row has a gap, or a second word where there is one.
    BrokenCell = -20, "tools.md: Words that a drawing breaks";
    /// A row begins within running words.
    RowInWords = -35, "";
    /// A sentence has ended before the name of a row in running words.
    NameAfterSentence = 10, "";
    /// A description in running words opens with a capital.
    CapitalDescription = 10, "";
    /// A description in running words opens with a small letter.
    SmallDescription = -10, "";
    /// Words that no row takes stand before the first row in running words.
    RowAfterWords = -20, "";
    /// Running words have lost the type of a row.
    LostTypeInWords = -20, "";
}
