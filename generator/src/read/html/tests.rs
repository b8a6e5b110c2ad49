//! What HTML pages become. Each test is a piece of page and its outline.

mod oracle;

use crate::read::testing::{check_places, outline, read};

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    let page = read("page.html", source).0;
    check_places(&page);
    assert_eq!(outline(&page).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn spans_are_expanded() {
    check(
        "<table><tr><th rowspan=2>Name</th><th colspan=2>Size</th></tr><tr><th>Low</th><th>High</th></tr>\
         <tr><td rowspan=0>a</td><td>1</td><td>2</td></tr><tr><td colspan=2>3</td></tr></table>",
        &["table", "  = Name · Size Low · Size High", "  | a · 1 · 2", "  | a · 3 · 3"],
    );
    check(
        "<table><thead><tr><th rowspan=2>Name</th><th colspan=2>Size</th></tr><tr><th>Low</th><th>High</th></tr></thead>\
         <tbody><tr><td>a</td><td>1</td></tr></tbody></table>",
        &["table", "  = Name · Size Low · Size High", "  | a · 1 · ∅"],
    );
}

#[test]
fn types_and_marks_beside_names_are_words() {
    check(
        "<main><div>limit<span>integer</span><span>required</span></div><div>kite<span>s</span></div></main>",
        &["p limit integer required", "p kites"],
    );
}

#[test]
fn absurd_spans_are_cut_and_reported() {
    let source = "<table><tr><th>Name</th></tr><tr><td colspan=99999>a</td></tr></table>";
    let (page, diagnostics) = read("page.html", source);
    assert!(page.tables().next().unwrap().rows[0].cells.len() <= 100);
    assert_eq!(diagnostics.iter().map(|finding| finding.code.id()).collect::<Vec<_>>(), ["SW132"]);
}

#[test]
fn cells_hold_lines_and_lists() {
    check(
        "<table><tr><th>Name</th><th>Description</th></tr><tr><td><p>a</p></td><td><p>One <strong>bold</strong></p>\n\
         <p>two<br>three</p><ul><li>x<ul><li>y</li></ul></li></ul><pre>k: 1\n  l: 2</pre></td></tr></table>",
        &["table", "  = Name · Description", "  | a · One bold⏎two⏎three⏎- x⏎  - y⏎k: 1⏎  l: 2"],
    );
}

#[test]
fn main_content_is_found_without_main() {
    check(
        "<body><nav><h2>Menu</h2></nav><div class=top>Docs home</div><div><div><h2>Trees</h2><p>Words</p>\
         <table><caption><b>Table 1 </b>Leaves</caption><tr><th>Name</th></tr><tr><td>a</td></tr></table></div></div>\
         <footer>Imprint</footer><script>x<y</script></body>",
        &["h1 Trees", "p Words", "table Table 1 Leaves", "  = Name", "  | a"],
    );
}

#[test]
fn code_set_as_a_table_with_line_numbers_is_code() {
    check(
        "<main><div class=codecoloring><table><tr><td><pre>1\n2</pre></td><td><pre>GET /a\nHost: b</pre></td></tr></table></div></main>",
        &["code GET /a⏎Host: b"],
    );
}

#[test]
fn code_that_a_renderer_took_for_words_is_code() {
    check(
        "<main><p>Shown:</p><p><code>{\n  \"leaf\": 1\n}</code></p><p>The <code>leaf\nof</code> a tree.</p></main>",
        &["p Shown:", "code {⏎  \"leaf\": 1⏎}", "p The leaf of a tree."],
    );
    check(
        "<main><ul><li><p>Call</p><p>```\nPOST https://host/leaves</p><p>{\n  \"leaf\": 1</p><pre><code>}\n</code></pre><p>```</p></li></ul>\
         <p>```json\n{}\n```</p><p>``` is left</p><h2>Leaves</h2><p>```</p></main>",
        &[
            "  item Call",
            "  code POST https://host/leaves⏎{ \"leaf\": 1⏎}",
            "code {}",
            "p ``` is left",
            "h1 Leaves",
            "p ```",
        ],
    );
}

#[test]
fn labels_links_and_anchors() {
    check(
        "<main id=top><h1>T</h1><p><strong>Status code: 200</strong></p><div id=d>See <a href=\"#x&amp;y\">that <b>one</b></a>.</div>\
         <a name=\"t\"></a><table id=u><caption id=c>Leaves</caption><tr><th>Name</th></tr><tr><td>a</td></tr></table></main>",
        &["h1 T", "p **Status code: 200**", "p See [that one](#x&y). #d", "table Leaves #t #u #c", "  = Name", "  | a"],
    );
}

#[test]
fn nesting_without_end_is_cut_and_reported() {
    let source = format!("{}words{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
    let (page, diagnostics) = read("page.html", &source);
    assert_eq!(outline(&page), "p words\n");
    assert_eq!(diagnostics.len(), 1);
}

#[test]
fn what_stands_between_the_cells_of_a_table_comes_before_it() {
    check(
        "<main><table>Sizes <b>in m</b><tr><th>Name<th>Low</tr><form><tr>see<td>a</td><p>below</p><td>1</form></table></main>",
        &["p Sizes in m", "p see", "p below", "table", "  = Name · Low", "  | a · 1"],
    );
}

#[test]
fn an_end_tag_reaches_no_further_than_its_cell() {
    check(
        "<main><ul><li>x<table><tr><td>a</p></li></ul></td><td>b</td></tr></table>y</ul>z</main>",
        &["  item x", "  table", "    | a · b", "  p y", "p z"],
    );
}

#[test]
fn terms_are_items_and_their_meanings_follow() {
    check(
        "<main><dl><dt><code>limit</code> <em>integer</em> (optional)<dd>How many.<dt>name (string)<dd>Which.</dl></main>",
        &["  item limit integer (optional)", "  p How many.", "  item name (string)", "  p Which."],
    );
}
