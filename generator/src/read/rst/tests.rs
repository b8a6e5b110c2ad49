//! What reStructuredText pages become. Each test is a piece of page and its outline.

use crate::read::testing::{check_places, outline, read};

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    let page = read("page.rst", source).0;
    check_places(&page);
    assert_eq!(outline(&page).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn titles_take_levels_by_first_use() {
    let source = ":original_name: tree_01.html\n\n.. _Tree_01:\n\nPlanting a Tree\n===============\n\nURI\n---\n\n====\nOver\n====\n\nBack\n----\n";
    check(source, &["h1 Planting a Tree #tree_01", "h2 URI", "h3 Over", "h2 Back"]);
    assert_eq!(read("page.rst", source).0.original_name.as_deref(), Some("tree_01.html"));
}

#[test]
fn marks_leave_the_words() {
    check(
        "**CTS.**\\ *ABC* and ``a  *b*``, a\\_b, 2*3*4, :literal:`x`, `plain`, * alone.\n",
        &["p CTS.ABC and a *b*, a_b, 2*3*4, x, plain, * alone."],
    );
    check("**Status code: 200**\n", &["p **Status code: 200**"]);
}

#[test]
fn references_are_links() {
    check(
        "See :ref:`The  Leaf <Tree_01__Leaf>`, :ref:`other`, `site <https://a.example/b>`__ and `Here`_.\n",
        &["p See [The Leaf](#tree_01__leaf), [other](#other), [site](https://a.example/b) and [Here](#here)."],
    );
}

#[test]
fn lists_nest_and_hold_anything() {
    let source = "\
-  URI format

   GET /v1/trees
   and more

   #. one
   #. two

      .. code-block:: json

         {
           \"a\": 1
         }

-  Parameters
   here
";
    check(
        source,
        &[
            "  item URI format",
            "  p GET /v1/trees and more",
            "    item one",
            "    item two",
            "    code {⏎  \"a\": 1⏎}",
            "  item Parameters here",
        ],
    );
}

#[test]
fn grid_tables_with_everything_in_cells() {
    let source = "\
.. _leaf_table:

.. table:: **Table 1** Leaves

   +-----------+---------+-------------------------------+
   | Parameter | Type    | Description                   |
   +===========+=========+===============================+
   | a         | String  | One line                      |
   |           |         | of two.                       |
   |           |         |                               |
   |           |         | -  x                          |
   |           |         |                               |
   |           |         |    -  y                       |
   |           |         |                               |
   |           |         | .. note::                     |
   |           |         |                               |
   |           |         |    See :ref:`leaf <b>` ``k``. |
   +-----------+---------+-------------------------------+
   | 树叶      | Map     |                               |
   +-----------+---------+-------------------------------+
";
    check(
        source,
        &[
            "table Table 1 Leaves #leaf_table",
            "  = Parameter · Type · Description",
            "  | a · String · One line of two.⏎- x⏎  - y⏎Note⏎See [leaf](#b) k.",
            "  | 树叶 · Map · ",
        ],
    );
}

#[test]
fn grid_spans_are_expanded() {
    let source = "\
+------+-------------+
| Name | Size        |
|      +------+------+
|      | Low  | High |
+======+======+======+
| a    | 1    | 2    |
|      +------+------+
|      | both        |
+------+-------------+
";
    check(source, &["table", "  = Name · Size Low · Size High", "  | a · 1 · 2", "  | a · both · both"]);
}

#[test]
fn a_crooked_grid_keeps_its_cells_and_is_reported() {
    let source = "+---+---+\n| Name | Type |\n+===+===+\n| a | b |\n+---+---+\n";
    check(source, &["table", "  = Name · Type", "  | a · b"]);
    assert_eq!(read("page.rst", source).1[0].code.id(), "SW133");
}

#[test]
fn simple_tables() {
    let source = "\
.. table:: **Table 2** Roots

   ====== ====== ===========
   Name   Type   Description
   ====== ====== ===========
   a      String first
                 second line

                 third
   b             longer than its column
   ====== ====== ===========

after
";
    check(
        source,
        &[
            "table Table 2 Roots",
            "  = Name · Type · Description",
            "  | a · String · first second line⏎third",
            "  | b ·  · longer than its column",
            "p after",
        ],
    );
}

#[test]
fn simple_tables_may_span_columns() {
    let source = "\
====  ====  ====
Name  Size
----  ----------
Name  Low   High
====  ====  ====
a     1     2
====  ====  ====
";
    check(source, &["table", "  = Name · Size Low · Size High", "  | a · 1 · 2"]);
}

#[test]
fn literal_blocks_line_blocks_and_definitions() {
    check(
        "Example::\n\n   GET /a\n     x\n\n| one\n| two\n  three\n\nterm\n   meaning\n",
        &["p Example:", "code GET /a⏎  x", "p one⏎two three", "  item term", "  p meaning"],
    );
}

#[test]
fn pictures_and_comments_have_no_words() {
    check(
        ".. |icon| image:: a.png\n.. comment\n\n.. image:: b.png\n\nPress |icon| and |other|.\n",
        &["p Press and |other|."],
    );
}

#[test]
fn notes_keep_their_words() {
    check(
        ".. note::\n\n   Water it.\n\n.. admonition:: Mind\n\n   the roots\n",
        &["p Note", "p Water it.", "p Mind", "p the roots"],
    );
}

#[test]
fn places_are_offsets_into_the_page() {
    let source = "T\n=\n\n.. table:: Table 1 X\n\n   +------+-----+\n   | 名称 | b   |\n   +======+=====+\n   | x    | yyy |\n   +------+-----+\n";
    let page = read("page.rst", source).0;
    let row = &page.tables().next().unwrap().rows[0];
    assert_eq!(page.source.slice(row.place), "| x    | yyy |");
    assert_eq!(page.source.slice(row.cells[1].text.place), "yyy");
}

#[test]
fn nesting_without_end_is_cut_and_reported() {
    let source = format!("{}words\n", "- ".repeat(5_000));
    let (page, findings) = read("page.rst", &source);
    assert!(page.blocks.iter().all(|block| block.depth <= 64));
    assert_eq!(findings[0].code.id(), "SW131");
}
