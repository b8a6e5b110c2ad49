//! What Markdown pages become. Each test is a piece of page and its outline.

use crate::read::testing::{check_places, outline, read};

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    let page = read("page.md", source).0;
    check_places(&page);
    assert_eq!(outline(&page).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn headings_carry_their_anchors() {
    check(
        "# Planting a Tree<a name=\"tree_01\"></a>\n\n## **URI**<a name=\"uri\"></a>\n",
        &["h1 Planting a Tree #tree_01", "h2 **URI** #uri"],
    );
}

#[test]
fn escapes_emphasis_and_entities_leave_the_words() {
    check(
        "PUT /v1/_\\{grove\\_id\\}_/trees?a=1&not-tags=2&lt;3 {*x*}\n",
        &["p PUT /v1/{grove_id}/trees?a=1&not-tags=2<3 {x}"],
    );
}

#[test]
fn bold_words_side_by_side_are_two_words() {
    check(
        "Values: **RED****GREEN** and **root**<strong>_id</strong>, a****b\n",
        &["p Values: RED GREEN and root_id, a****b"],
    );
}

#[test]
fn words_in_angle_brackets_are_words() {
    check(
        "Map<String,Leaf> of <leaf_id>.\n\n<table><tr><th>Type</th></tr><tr><td>Map<String,Leaf></td></tr></table>\n",
        &["p Map<String,Leaf> of <leaf_id>.", "table", "  = Type", "  | Map<String,Leaf>"],
    );
}

#[test]
fn lists_are_flattened_with_their_depth() {
    check(
        "-   URI format\n\n    GET /v1/trees\n\n    -   inner\n-   Parameters\n\nafter\n",
        &["  item URI format", "  p GET /v1/trees", "    item inner", "  item Parameters", "p after"],
    );
}

#[test]
fn code_is_kept_as_it_is() {
    check(
        "```json\n{\n  \"a\": \"<table>\"\n}\n```\n\n    GET /v1\n\n<pre>one\n\n  two</pre>\n",
        &["code {⏎  \"a\": \"<table>\"⏎}", "code GET /v1", "code one⏎⏎  two"],
    );
}

#[test]
fn a_fence_that_its_item_does_not_hold_is_still_a_fence() {
    check(
        "-   one\n\n-   ```json\n{\n  \"a\": 1\n}\n```\n\n## Next\n",
        &["  item one", "code {⏎  \"a\": 1⏎}", "h2 Next"],
    );
}

#[test]
fn a_label_before_a_table_is_its_caption() {
    check(
        "**Table  1**  Leaves\n\n<a name=\"t1\"></a>\n<table><tr><th>Name</th></tr><tr><td>a</td></tr></table>\n",
        &["table Table 1 Leaves #t1", "  = Name", "  | a"],
    );
    check("Table 2 Roots\n\n|Name|Type|\n|--|--|\n|a|b|\n", &["table Table 2 Roots", "  = Name · Type", "  | a · b"]);
}

#[test]
fn a_sentence_before_a_table_stays_a_sentence() {
    check(
        "Table 1 lists the leaves.\n\n|Name|\n|--|\n|a|\n",
        &["p Table 1 lists the leaves.", "table", "  = Name", "  | a"],
    );
    check(
        "[Table 1](#t) lists leaves\n\n|Name|\n|--|\n|a|\n",
        &["p [Table 1](#t) lists leaves", "table", "  = Name", "  | a"],
    );
}

#[test]
fn pipe_rows_lose_and_gain_no_cells_in_silence() {
    check(
        "|Name|Type|Description|\n|--|--|--|\n|a|String|one|two|\n|b|\n|c||d \\| e|\n",
        &["table", "  = Name · Type · Description", "  | a · String · one|two", "  | b · ∅ · ∅", "  | c ·  · d | e"],
    );
}

#[test]
fn pipe_cells_may_hold_html_and_links() {
    check(
        "|Name|Description|\n|--|--|\n|a|see [leaf](#leaf)<br>or<ul><li>x</li><li>**y**</li></ul>end|\n",
        &["table", "  = Name · Description", "  | a · see [leaf](#leaf)⏎or⏎- x⏎- y⏎end"],
    );
}

#[test]
fn a_table_in_a_cell_becomes_lines_of_the_cell() {
    let inner = "<table><tr><td>1</td><td>2</td></tr></table>";
    check(&format!("|Name|\n|--|\n|a{inner}|\n"), &["table", "  = Name", "  | a⏎1 | 2"]);
    check(
        &format!("<table><tr><th>Name</th></tr><tr><td>b{inner}c</td></tr></table>\n"),
        &["table", "  = Name", "  | b⏎1 | 2⏎c"],
    );
}

#[test]
fn blank_lines_and_fences_do_not_break_a_html_table() {
    let table = "<table><tr><th>Name</th></tr>\n\n<tr><td><pre>```\n\n# a</pre>\n\n    b\n\n</td></tr>\n</table>";
    check(&format!("before\n{table}\n\n## Next\n"), &["p before", "table", "  = Name", "  | ```⏎⏎# a⏎b", "h2 Next"]);
}

#[test]
fn tables_stand_in_list_items() {
    check(
        "-   Parameters\n\n    **Table 1**  P\n\n    <a name=\"t\"></a><table><tr><th>Name</th></tr>\n    <tr><td><p>a</p>\n    </td></tr></table>\n\n-   Next\n",
        &["  item Parameters", "  table Table 1 P #t", "    = Name", "    | a", "  item Next"],
    );
}

#[test]
fn a_table_without_end_stops_at_the_next_heading() {
    check(
        "<table><tr><th>Name</th></tr><tr><td>a\n\n## Next\n\nwords\n",
        &["table", "  = Name", "  | a", "h2 Next", "p words"],
    );
}

#[test]
fn notes_keep_their_words() {
    check(">![](icon.gif) **NOTE:**   \n>Water it.\n", &["p NOTE:⏎Water it."]);
}

#[test]
fn places_are_offsets_into_the_page() {
    let source = "# T\n\n-   x\n\n    <table><tr><th>Name</th></tr>\n\n    <tr><td>abc</td></tr></table>\n";
    let page = read("page.md", source).0;
    let row = &page.tables().next().unwrap().rows[0];
    assert_eq!(page.source.slice(row.place), "<tr><td>abc</td></tr>");
    assert_eq!(page.source.slice(row.cells[0].text.place), "<td>abc</td>");
}
