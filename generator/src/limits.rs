//! Where reading stops, all of it in one place: no page written for people comes near any of these, and a page made to
//! hurt goes no further. What a limit cuts off is reported by the room that meets it.

/// Bytes of a page; a larger file is no page and is refused.
pub const LARGEST_PAGE: usize = 64 << 20;

/// Folders in folders; what lies deeper is left alone.
pub const DEEPEST_FOLDER: usize = 64;

/// HTML elements that stand open at once; tags that stand deeper are left out, their text stays.
pub const DEEPEST_ELEMENT: usize = 128;

/// Attributes of an HTML tag; what has more is no tag.
pub const MOST_ATTRIBUTES: usize = 64;

/// Columns to which a spanning cell is copied, and down from which one reaches.
pub const MOST_COLUMNS: usize = 100;

/// Bytes that the copies of spanning cells take in one table.
pub const MOST_COPIED: usize = 1 << 20;

/// Bodies of reStructuredText in one another; what stands deeper is read as plain words.
pub const DEEPEST_BODY: usize = 32;

/// Files that a page takes in, in one another; what lies deeper is told and left out.
pub const DEEPEST_INCLUDE: usize = 8;

/// Bytes of other files that a page takes in; what is more is told and left out.
pub const MOST_INCLUDED: usize = 16 << 20;

/// Cells of one table of a text dump; what follows is read as words.
pub const MOST_CELLS: usize = 100_000;

/// Bytes of a path with its query string; what is longer is no request line, as no server would take it.
pub const LONGEST_TARGET: usize = 8_192;

/// Brackets of a type cell in one another.
pub const DEEPEST_TYPE_CELL: usize = 8;

/// Objects and lists of an example in one another; as deep as `serde_json` reads.
pub const DEEPEST_EXAMPLE: usize = 127;

/// Types in one another, by tables or by examples; what is deeper is any value.
pub const DEEPEST_TYPE: usize = 48;

/// Tables of one name or number among which a row's is looked for, on its page and among shared structures.
pub const MOST_NAMESAKES: usize = 64;

/// Rows against which the tables of one body that nobody names are weighed; what is left has no place in it.
pub const MOST_CLAIMS: usize = 1_000_000;

/// Names with which the strange keys of one object's examples are compared, lest one is misspelt; keys after that are members.
pub const MOST_SLIPS: usize = 1_000_000;

/// Nodes of an `ir.yaml` or a `service.yaml`: far above the largest service, far below what would hurt.
pub const MOST_YAML_NODES: usize = 20_000_000;
