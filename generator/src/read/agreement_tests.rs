//! What the readers promise together: one page says the same in every format, and no damage to a
//! page makes a reader panic or name a place outside of it.

use super::testing::{check_places, outline, read};

const MARKDOWN: &str = r##"# Planting a Tree<a name="tree_01"></a>

## URI

PUT /v1/\{grove\_id\}/trees

**Table 1**  Path parameters

<a name="path"></a>
<table><thead><tr><th><p>Parameter</p></th><th>Mandatory</th><th>Description</th></tr></thead>
<tbody><tr><td>grove_id</td><td>Yes</td><td><p>The grove, see <a href="#size">Table 2</a>.</p>

<ul><li>north</li><li>south<ul><li>deep</li></ul></li></ul></td></tr></tbody></table>

-   Sizes

    **Table 2**  Sizes

    <a name="size"></a>

    |Parameter|Mandatory|Description|
    |--|--|--|
    |`height`|No|In *metres*.<br>Up to **99**.|
    |width|No|&lt;none&gt;|

**Status code: 200**

```
{ "id" : "a_b" }
```
"##;

const HTML: &str = r##"<!DOCTYPE html><html><body><nav><a href="/">Home</a></nav><div>
<h2 id="tree_01">Planting a Tree</h2>
<h3>URI</h3><p>PUT /v1/{grove_id}/trees</p>
<a name="path"></a><div><table><caption><b>Table 1 </b>Path parameters</caption>
<tr><th>Parameter</th><th>Mandatory</th><th>Description</th></tr>
<tr><td>grove_id</td><td>Yes</td><td>The grove, see <a href="#size">Table 2</a>.
<ul><li><p>north</p></li><li>south<ul><li>deep</li></ul></li></ul></td></tr></table></div>
<ul><li>Sizes <table id="size"><caption>Table 2 Sizes</caption>
<tr><th>Parameter<th>Mandatory<th>Description
<tr><td><code>height</code><td>No<td><p>In <em>metres</em>.</p><p>Up to <b>99</b>.</p>
<tr><td>width<td>No<td>&lt;none&gt;</table></li></ul>
<p><strong>Status code: 200</strong></p>
<pre>{ "id" : "a_b" }</pre></div><footer>Imprint</footer></body></html>
"##;

const RST: &str = r#".. _Tree_01:

Planting a Tree
===============

URI
---

PUT /v1/{grove_id}/trees

.. _path:

.. table:: **Table 1** Path parameters

   +-----------+-----------+---------------------------------------+
   | Parameter | Mandatory | Description                           |
   +===========+===========+=======================================+
   | grove_id  | Yes       | The grove, see :ref:`Table 2 <size>`. |
   |           |           |                                       |
   |           |           | -  north                              |
   |           |           | -  south                              |
   |           |           |                                       |
   |           |           |    -  deep                            |
   +-----------+-----------+---------------------------------------+

-  Sizes

   .. _size:

   .. table:: **Table 2** Sizes

      ========== ========= =============
      Parameter  Mandatory Description
      ========== ========= =============
      ``height`` No        In *metres*.

                           Up to **99**.
      width      No        <none>
      ========== ========= =============

**Status code: 200**

::

   { "id" : "a_b" }
"#;

const OUTLINE: &str = r#"h1 Planting a Tree #tree_01
h2 URI
p PUT /v1/{grove_id}/trees
table Table 1 Path parameters #path
  = Parameter · Mandatory · Description
  | grove_id · Yes · The grove, see [Table 2](#size).⏎- north⏎- south⏎  - deep
  item Sizes
  table Table 2 Sizes #size
    = Parameter · Mandatory · Description
    | height · No · In metres.⏎Up to 99.
    | width · No · <none>
p **Status code: 200**
code { "id" : "a_b" }
"#;

const PAGES: [(&str, &str); 3] = [("page.md", MARKDOWN), ("page.html", HTML), ("page.rst", RST)];

#[test]
fn one_page_says_the_same_in_every_format() {
    for (name, source) in PAGES {
        let page = read(name, source).0;
        check_places(&page);
        assert_eq!(outline(&page), OUTLINE, "{name}");
    }
}

/// A small generator of numbers, so that every run damages the same bytes.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

#[test]
fn damage_never_panics() {
    const JUNK: [&str; 24] = [
        "<",
        ">",
        "</",
        "<table>",
        "</table>",
        "<td colspan=999>",
        "<td rowspan=0>",
        "</p>",
        "<!--",
        "\"",
        "&",
        "&#x;",
        "|",
        "\\",
        "`",
        "``",
        "**",
        "\n",
        "\n\n",
        "    ",
        "+--+",
        "==== ====",
        ".. ",
        "树\u{300}\u{a0}",
    ];
    let mut numbers = Numbers(7);
    for round in 0..600 {
        let (name, source) = PAGES[round % PAGES.len()];
        let mut chars: Vec<char> = source.chars().collect();
        for _ in 0..=numbers.below(12) {
            let at = numbers.below(chars.len());
            let end = (at + numbers.below(20)).min(chars.len());
            match numbers.below(3) {
                0 => drop(chars.drain(at..end)),
                1 => drop(chars.splice(at..at, JUNK[numbers.below(JUNK.len())].chars())),
                _ => {
                    let piece: Vec<char> = chars[at..end].to_vec();
                    let to = numbers.below(chars.len());
                    chars.splice(to..to, piece);
                }
            }
        }
        let damaged: String = chars.into_iter().collect();
        check_places(&read(name, &damaged).0);
    }
}

#[test]
fn no_text_costs_more_than_its_length() {
    let shapes = [
        "<",
        "<a b='",
        "<!--",
        "<![CDATA[",
        "<script>",
        "<table>",
        "<table><tr><td>",
        "<b><p>",
        "<td>",
        "</td>",
        "*a ",
        "**a ",
        "`",
        "`a ",
        "|",
        "| a ",
        "|a\n|-\n",
        "+--+\n",
        "+-+-+\n| |\n",
        "=== ===\n",
        "- ",
        "> ",
        ":a",
        "\\",
        ".. _a:\n",
        "a\n-\n",
        "&",
        "[",
        "](",
        "<ul><li>",
        "<a href=x>",
        "|x|",
        "_",
        "a__",
    ];
    for shape in shapes {
        let source = shape.repeat(20_000 / shape.len());
        for (name, _) in PAGES {
            let start = std::time::Instant::now();
            check_places(&read(name, &source).0);
            assert!(start.elapsed().as_secs() < 30, "{shape:?} as {name}");
        }
    }
}
