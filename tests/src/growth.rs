//! Pages of twice the size take twice the time: a table of ways to make a page long, each read at one size and at
//! eight times that size. What grows faster than the input is how a page can stop a build. `GROWTH=words` runs the
//! rows whose name holds the words, and prints what each size took; `GROWTH_SMALL=2048` sets the bytes of the smaller
//! page; `GROWTH_BYTES=10000000` makes one page of that size of each row, and holds time and memory against it.

use crate::{
    effort::{effort, front, memory},
    targets::sound,
};
use specwright::PageFile;
use std::{env, time::Duration};

/// A way to make a page long: one piece again and again, `#` in it the number of the piece; or half of the page one
/// piece and half of it another, with a text between them: `first¦between¦second`.
struct Row {
    name: &'static str,
    ending: &'static str,
    before: &'static str,
    piece: &'static str,
    after: &'static str,
}

const MD: &str = "# Creating a Thing\n\n## URI\n\nPOST /v1/things\n\n## Request Parameters\n\n";
const RST: &str = ":original_name: a.html\n\nCreating a Thing\n================\n\nURI\n---\n\nPOST /v1/things\n\nRequest Parameters\n------------------\n\n";
const HTML: &str = "<html><body><h1>Creating a Thing</h1><h4>URI</h4><p>POST /v1/things</p><h4>Request Parameters</h4>";
const TEXT: &str = "Creating a Thing\nURI\nPOST /v1/things\nRequest Parameters\n";

const MD_TABLE: &str = "# Creating a Thing\n\n## URI\n\nPOST /v1/things\n\n## Request Parameters\n\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n";
const MD_QUERY: &str = "# Listing Things\n\n## URI\n\nGET /v1/things\n\n## Request Parameters\n\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n";
const MD_HEADERS: &str = "# Listing Things\n\n## URI\n\nGET /v1/things\n\n## Response Parameters\n\n**Table 1** Response header parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n";
const MD_CELL: &str = "# Creating a Thing\n\n## URI\n\nPOST /v1/things\n\n## Request Parameters\n\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| a | Yes | String | ";
const MD_TYPE: &str = "# Creating a Thing\n\n## URI\n\nPOST /v1/things\n\n## Request Parameters\n\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| a | Yes | ";
const MD_EXAMPLE: &str = "# Creating a Thing\n\n## URI\n\nPOST /v1/things\n\n## Example Requests\n\n```\n";
const MD_HTML: &str = "# Creating a Thing\n\n## URI\n\nPOST /v1/things\n\n## Request Parameters\n\n<table><tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>";
const MD_URI: &str = "# Creating a Thing\n\n## URI\n\nPOST /v1/things";
const TEXT_RUN: &str = "Creating a Thing Function It creates. URI POST /v1/things ";
const TEXT_RUN_TABLE: &str = "Creating a Thing Function It creates. URI POST /v1/things Request Parameters Table 1 Words Parameter Mandatory Type Description ";
const TEXT_TABLE: &str = "Creating a Thing\nURI\nPOST /v1/things\nRequest Parameters\n|\nParameter |\nMandatory |\nType |\nDescription |\n|---|---|---|---|\n";
const TEXT_BARE: &str =
    "Creating a Thing\nURI\nPOST /v1/things\nRequest Parameters\nParameter\nMandatory\nType\nDescription\n";
const RST_GRID: &str = ":original_name: a.html\n\nCreating a Thing\n================\n\nURI\n---\n\nPOST /v1/things\n\nRequest Parameters\n------------------\n\n+------+-----+--------+------+\n| Name | Man | Type   | Desc |\n+======+=====+========+======+\n";
const RST_SIMPLE: &str = ":original_name: a.html\n\nCreating a Thing\n================\n\nURI\n---\n\nPOST /v1/things\n\nRequest Parameters\n------------------\n\n========= ========= ====== ====\nParameter Mandatory Type   Desc\n========= ========= ====== ====\n";

macro_rules! rows {
    ($($name:literal $ending:literal $before:ident $piece:literal $after:literal;)*) => {
        &[$(Row { name: $name, ending: $ending, before: $before, piece: $piece, after: $after }),*]
    };
}

const ROWS: &[Row] = rows! {
    "paragraphs" "md" MD "Words of a page.\n\n" "";
    "one long line" "md" MD "Words of a page. " "";
    "headings" "md" MD "## Heading #\n\n" "";
    "sections" "md" MD "## Response Parameters\n\n" "";
    "statuses" "md" MD "**Status code: 2##**\n\n" "";
    "operations" "md" MD "## URI\n\nGET /v1/things/#\n\n" "";
    "operations of one path" "md" MD "## URI\n\nGET /v1/things\n\n" "";
    "request lines" "md" MD_URI "\nGET /v1/things/#" "";
    "path segments" "md" MD_URI "/a" "";
    "placeholders" "md" MD_URI "/{p#}" "";
    "open placeholders" "md" MD_URI "/{" "";
    "query pairs" "md" MD_URI "&p#=a" "";
    "lists" "md" MD "- an item\n" "";
    "quotes" "md" MD "> " "";
    "quotes and items" "md" MD "> - " "";
    "items in a line" "md" MD "- " "";
    "brackets" "md" MD "[" "";
    "links" "md" MD "[a](#b) " "";
    "open links" "md" MD "[a](" "";
    "link definitions" "md" MD "[a#]: b\n" "";
    "stars" "md" MD "*a " "";
    "stars and underscores" "md" MD "**a _b " "";
    "backticks" "md" MD "`a``b " "";
    "escapes" "md" MD "\\{" "";
    "entities" "md" MD "&amp;&lt" "";
    "fences" "md" MD "```\n{}\n```\n" "";
    "open tags" "md" MD "<td>" "";
    "open attributes" "md" MD "<a b='" "";
    "comments" "md" MD "<!-- " "";
    "declarations" "md" MD "<!A " "";
    "instructions" "md" MD "<? " "";
    "anchors" "md" MD "<a name=\"t#\"></a>\n" "";
    "bars" "md" MD "| " "";
    "tables" "md" MD "| Parameter | Type |\n|---|---|\n| a# | String |\n\n" "";
    "captioned tables" "md" MD "**Table #** T#\n\n| Parameter | Type |\n|---|---|\n| a# | T# object |\n\n" "";
    "tables of one caption" "md" MD "**Table 1** T\n\n| Parameter | Type |\n|---|---|\n| a# | T object |\n\n" "";
    "tables of one caption and row" "md" MD "**Table 1** T\n\n| Parameter | Type |\n|---|---|\n| a | T object |\n\n" "";
    "requests and answers with examples" "md" MD "## Request Parameters\n\n| Parameter | Type |\n|---|---|\n| a# | String |\n\n## Example Requests\n\n```\n{\"a#\": {\"b\": 1}}\n```\n\n## Response Parameters\n\n| Parameter | Type |\n|---|---|\n| c# | Object |\n\n## Example Responses\n\n```\n{\"c#\": {\"d\": 1}}\n```\n\n" "";
    "rows and members of an example" "md" MD_TABLE "| a_member# | Yes | String | Words. |\n¦\n## Example Requests\n\n```\n{\n¦\"b_member#\": 1,\n" "\"z\": 1}\n```\n";
    "rows and members of an example, stated and not" "md" MD_TABLE "| a_member# | Yes | String | Words. |\n¦\n## Example Requests\n\n```\n{\n¦\"a_member#\": \"a\", \"b_member#\": 1,\n" "\"z\": 1}\n```\n";
    "rows and objects of an example" "md" MD_TABLE "| a# | Yes | String | Words. |\n¦\n## Example Requests\n\n```\n[\n¦{\"a#\": \"a\"},\n" "{\"z\": 1}]\n```\n";
    "rows and tables" "md" MD_TABLE "| a# | Yes | T# object | Words. |\n¦\n¦**Table #** T#\n\n| Parameter | Type |\n|---|---|\n| b# | String |\n\n" "";
    "rows and tables without names" "md" MD_TABLE "| a# | Yes | Object | Words. |\n¦\n¦**Table #** Words\n\n| Parameter | Type |\n|---|---|\n| b# | String |\n\n" "";
    "text rows and a table of another name" "md" MD_TABLE "| a# | Yes | String | See Table 2. |\n" "\n**Table 2** The wings\n\n| Parameter | Type |\n|---|---|\n| b | String |\n";
    "dotted rows and members" "md" MD_TABLE "| a#.b# | Yes | String | Words. |\n¦\n## Example Requests\n\n```\n{\n¦\"a#\": {\"b#\": \"c\"},\n" "\"z\": 1}\n```\n";
    "rows and answers" "md" MD_TABLE "| a# | Yes | String | Words. |\n¦\n## Response Parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n¦| a# | T# object | Words. |\n" "";
    "rows and examples" "md" MD_TABLE "| a# | Yes | String | Words. |\n¦\n## Example Requests\n\n¦```\n{\"a#\": \"a\"}\n```\n\n" "";
    "rows and notes" "md" MD_TABLE "| a# | Yes | String | Words. |\n¦\n¦`a#` is deprecated.\n\n" "";
    "query pairs and rows" "md" MD_URI "&p#=a¦\n\n## Request Parameters\n\n| Parameter | Type |\n|---|---|\n¦| p# | String |\n" "";
    "statuses and tables" "md" MD "**Status code: 2##**\n\n¦\n¦**Table #** T#\n\n| Parameter | Type |\n|---|---|\n| b# | String |\n\n" "";
    "facts on lines" "md" MD "name_#\n\nstring\n\nRequired\n\nWords of it.\n\n" "";
    "facts side by side" "txt" TEXT "name_# string required Words of it.\n" "";
    "labels and facts" "txt" TEXT "Body\nname_# string\nHeaders\nname_# string\n" "";
    "labels without facts" "txt" TEXT "Body\n" "";
    "names and words" "txt" TEXT "name_#\nWords of it.\n" "";
    "resources and methods" "md" MD "## /v1/things/#\n\n### GET\n\n### PUT\n\n" "";
    "an overview and its headings" "md" MD_URI "\n\n¦| GET | /v1/things/# | [Thing #](#thing-#) |\n|---|---|---|\n¦\n\n¦## Thing #\n\n" "";
    "rows" "md" MD_TABLE "| a# | Yes | String | Words. |\n" "";
    "rows of one name" "md" MD_TABLE "| a | Yes | String | Words. |\n" "";
    "rows of a query" "md" MD_QUERY "| a# | No | String | Words. |\n" "";
    "rows of headers" "md" MD_HEADERS "| X-a# | String | Words. |\n" "";
    "rows of long names" "md" MD_TABLE "| aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa# | Yes | T# object | Words. |\n" "";
    "rows of missing types" "md" MD_TABLE "| a# | Yes | T# object | See Table #. |\n" "";
    "rows of one missing type" "md" MD_TABLE "| a# | Yes | T object | See [T](#t). |\n" "";
    "dotted rows" "md" MD_TABLE "| a.b# | Yes | String | Words. |\n" "";
    "rows of dots" "md" MD_TABLE "| a.b.c.d.e# | Yes | Object | Words. |\n" "";
    "dashed rows" "md" MD_TABLE "| -a# | Yes | Object | Words. |\n" "";
    "a long cell" "md" MD_CELL "Words of a page. " "|\n";
    "lines of a cell" "md" MD_CELL "a#: words<br>" "|\n";
    "values of a cell" "md" MD_CELL "The value can be **a#** or **b#**. " "|\n";
    "listed values of a cell" "md" MD_CELL "Enumeration values:<br>- a#<br>" "|\n";
    "defaults of a cell" "md" MD_CELL "Default value: a. " "|\n";
    "ranges of a cell" "md" MD_CELL "The value ranges from 1 to #. " "|\n";
    "commas of a cell" "md" MD_CELL "a#, " "|\n";
    "quotes of a cell" "md" MD_CELL "\"a# " "|\n";
    "digits of a cell" "md" MD_CELL "9" "|\n";
    "lengths of a cell" "md" MD_CELL "can contain 1 to " "|\n";
    "values in Chinese" "md" MD_CELL "取值范围：a#、" "|\n";
    "ideographs of a cell" "md" MD_CELL "默认" "|\n";
    "arrays of arrays" "md" MD_TYPE "Array of " " | Words |\n";
    "lists of lists" "md" MD_TYPE "List<" " | Words |\n";
    "maps of maps" "md" MD_TYPE "Map<String," " | Words |\n";
    "closing marks" "md" MD_TYPE ">" " | Words |\n";
    "words of a type" "md" MD_TYPE "A# object " " | Words |\n";
    "links of a type" "md" MD_TYPE "[A#](#a#) " " | Words |\n";
    "objects in an example" "md" MD_EXAMPLE "{\"a\":" "\n```\n";
    "closed objects in an example" "md" MD_EXAMPLE "{\"a\":{}}\n" "\n```\n";
    "lists in an example" "md" MD_EXAMPLE "[" "\n```\n";
    "members of an example" "md" MD_EXAMPLE "\"a#\": 1,\n" "}\n```\n";
    "members of an object" "md" MD_EXAMPLE "{\"a#\": 1},\n" "\n```\n";
    "quotes in an example" "md" MD_EXAMPLE "\"" "\n```\n";
    "escapes in an example" "md" MD_EXAMPLE "\\\"" "\n```\n";
    "curly quotes in an example" "md" MD_EXAMPLE "{“a”：" "\n```\n";
    "comments in an example" "md" MD_EXAMPLE "{ // a\n" "\n```\n";
    "dots in an example" "md" MD_EXAMPLE "{\"a\": ...," "\n```\n";
    "closing brackets of an example" "md" MD_EXAMPLE "}" "\n```\n";
    "request lines of an example" "md" MD_EXAMPLE "POST /v1/things\n" "\n```\n";
    "headers of an example" "md" MD_EXAMPLE "A#: b\n" "\n```\n";
    "options of an example" "md" MD_EXAMPLE "curl -H 'a: b' -d '{" "\n```\n";
    "tags in an example" "md" MD_EXAMPLE "<a>" "\n```\n";
    "examples" "md" MD "## Example Requests\n\n```json\n{\"a#\": {\"b\": [1]}}\n```\n\n" "";
    "HTML rows" "md" MD_HTML "<tr><td>a#</td><td>Yes</td><td>String</td><td>Words.</td></tr>" "</table>\n";
    "HTML columns" "md" MD_HTML "<th>a</th>" "</table>\n";
    "HTML rows that reach down" "md" MD_HTML "<tr><td rowspan=9999>a#</td><td>Yes</td><td>String</td><td>Words.</td></tr>" "</table>\n";
    "HTML cells that reach far" "md" MD_HTML "<tr><td colspan=9999>a#</td>" "</table>\n";
    "HTML tables in cells" "md" MD_HTML "<tr><td><table>" "";
    "HTML lists in cells" "md" MD_HTML "<tr><td><ul><li>" "";
    "HTML open rows" "md" MD_HTML "<tr>" "";
    "HTML open bold" "md" MD_HTML "<tr><td><b>" "";
    "HTML paragraphs" "html" HTML "<p>Words of a page.</p>" "";
    "HTML open paragraphs" "html" HTML "<p>" "";
    "HTML blocks" "html" HTML "<div>" "";
    "HTML lists" "html" HTML "<ul><li>" "";
    "HTML formatting" "html" HTML "<b><i><a href=#a>" "";
    "HTML formatting across blocks" "html" HTML "<b><p><i></b>" "";
    "HTML links" "html" HTML "<a href='#t#' name='t#'>a</a>" "";
    "HTML tables" "html" HTML "<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>a#</td><td>String</td></tr></table>" "";
    "HTML open tables" "html" HTML "<table>" "";
    "HTML text in tables" "html" HTML "<table>a" "";
    "HTML closing tags" "html" HTML "</table></p>" "";
    "HTML choices" "html" HTML "<select><option>" "";
    "HTML templates" "html" HTML "<template>" "";
    "HTML drawings" "html" HTML "<svg><math>" "";
    "HTML scripts" "html" HTML "<script>" "";
    "HTML comments" "html" HTML "<!--" "";
    "HTML entities" "html" HTML "&#x41;&nbsp" "";
    "HTML less-than signs" "html" HTML "<" "";
    "HTML attributes" "html" HTML "<a b#=c" "";
    "HTML code" "html" HTML "<pre>{\"a\":" "";
    "HTML headings" "html" HTML "<h4>Response Parameters</h4>" "";
    "rst paragraphs" "rst" RST "Words of a page.\n\n" "";
    "rst one long line" "rst" RST "Words of a page. " "";
    "rst headings" "rst" RST "Heading #\n----------\n\n" "";
    "rst underlines" "rst" RST "----\n" "";
    "rst lists" "rst" RST "-  an item\n" "";
    "rst items in a line" "rst" RST "-  " "";
    "rst numbers" "rst" RST "#. an item\n\n" "";
    "rst roles" "rst" RST ":ref:`a <b>` " "";
    "rst open roles" "rst" RST ":ref:`" "";
    "rst backticks" "rst" RST "``a` " "";
    "rst stars" "rst" RST "**a *b " "";
    "rst bars" "rst" RST "|a " "";
    "rst directives" "rst" RST ".. note::\n\n   Words.\n\n" "";
    "rst directives in a line" "rst" RST ".. note:: " "";
    "rst anchors" "rst" RST ".. _a#:\n\n" "";
    "rst code" "rst" RST ".. code-block::\n\n   {\"a\": #}\n\n" "";
    "rst rows" "rst" RST_GRID "| a#  | Yes | String | A    |\n+------+-----+--------+------+\n" "";
    "rst lines of a cell" "rst" RST_GRID "|      |     |        | A    |\n" "+------+-----+--------+------+\n";
    "rst rulers" "rst" RST_GRID "+------+-----+--------+------+\n" "";
    "rst crosses" "rst" RST "+-" "\n";
    "rst columns" "rst" RST_GRID "+-+" "\n";
    "rst open grids" "rst" RST "+---+---+\n| a | b |\n" "";
    "rst grids" "rst" RST "+---+---+\n| a | b |\n+---+---+\n\n" "";
    "rst simple rows" "rst" RST_SIMPLE "a#        Yes       String A\n" "========= ========= ====== ====\n";
    "rst open simple tables" "rst" RST "=== ===\na   b\n" "";
    "rst simple rulers" "rst" RST "=== " "\n";
    "text paragraphs" "txt" TEXT "Words of a page.\n" "";
    "text blank lines" "txt" TEXT "Words\n\n\n" "";
    "text one long line" "txt" TEXT "Words of a page. " "";
    "text headings" "txt" TEXT "Response Parameters\n" "";
    "text statuses" "txt" TEXT "Status code: 2##\n" "";
    "labels in one line" "txt" TEXT_RUN "Request Parameters " "";
    "requests in one line" "txt" TEXT_RUN "URI GET /v1/things/# " "";
    "statuses in one line" "txt" TEXT_RUN "Status code: 2## Table # Words Parameter Type Description a# String Words. " "";
    "rows in one line" "txt" TEXT_RUN_TABLE "a# Yes String Words of it. " "";
    "rows of types in one line" "txt" TEXT_RUN_TABLE "a# Yes Array of ThingItem# objects Words of it. " "";
    "tables in one line" "txt" TEXT_RUN "Table # Words Parameter Mandatory Type Description a# Yes String Words. " "";
    "examples in one line" "txt" TEXT_RUN "Example Requests {\"a#\": 1} " "";
    "braces in one line" "txt" TEXT_RUN "a { b [ c " "";
    "text captions" "txt" TEXT "Table # Words\n" "";
    "text rows" "txt" TEXT_TABLE "|\na# |\nYes |\nString |\nWords. |\n" "";
    "text rows without bars" "txt" TEXT_BARE "a#\nYes\nString\nWords.\n" "";
    "text rows without types" "txt" TEXT_BARE "a#\nYes\nWords.\n" "";
    "text cells without rows" "txt" TEXT_BARE "Yes\n" "";
    "text words of cells" "txt" TEXT_BARE "Words of a description that goes on.\n" "";
    "text rows in a line" "txt" TEXT_TABLE "| a# | Yes | String | Words. |\n" "";
    "text cells in a line" "txt" TEXT_TABLE "| a# " "\n";
    "text bars" "txt" TEXT_TABLE "|\n" "";
    "text rulers" "txt" TEXT "|---|---|\n" "";
    "text rulers in a line" "txt" TEXT "---|" "\n";
    "text headers" "txt" TEXT "Parameter |\nMandatory |\nType |\nDescription |\n|---|---|---|---|\n" "";
    "text headers in a line" "txt" TEXT "Parameter Mandatory Type Description " "\n";
    "text heads" "txt" TEXT "Parameter\nType\n" "";
    "text code" "txt" TEXT "{ \"a\": #,\n" "";
    "text code in a line" "txt" TEXT "{ \"a\": " "\n";
    "text JSON documents" "txt" TEXT "Example Request\n{ \"a\": # }\n" "";
    "text columns" "txt" TEXT "a#   Yes   String   Words\n" "";
};

/// Bytes of the smaller page, unless a run is told otherwise.
const SMALL: usize = if cfg!(debug_assertions) { 1 << 10 } else { 64 << 10 };
const TIMES: u32 = 8;
/// How much more a byte of the larger page may cost, and what is no matter.
const STEEPER: u32 = 3;
const NO_MATTER: Duration = Duration::from_millis(30);

/// What a page of a given size may take: of time, a second for so many bytes; of memory, so many times its size,
/// beside what any page takes.
const BYTES_A_SECOND: usize = 200_000;
const TIMES_THE_PAGE: usize = 400;
const ANY_PAGE: usize = 64 << 20;

#[test]
fn no_page_costs_more_than_its_size() {
    let only = env::var("GROWTH").ok();
    let rows = ROWS.iter().filter(|row| only.as_ref().is_none_or(|only| row.name.contains(only.as_str())));
    if let Some(bytes) = env::var("GROWTH_BYTES").ok().and_then(|bytes| bytes.parse().ok()) {
        let costly: Vec<String> = rows.filter_map(|row| row.costly(bytes)).collect();
        assert!(costly.is_empty(), "{}", costly.join("\n"));
        return;
    }
    let bytes = env::var("GROWTH_SMALL").ok().and_then(|bytes| bytes.parse().ok()).unwrap_or(SMALL);
    let mut steep = Vec::new();
    for row in rows {
        let effort = |times: u32| row.effort(bytes * usize::try_from(times).unwrap());
        let (small, large) = (effort(1), effort(TIMES));
        if only.is_some() {
            println!("{:40} {small:>12?} {:>12?} {:>12?} {large:>12?}", row.name, effort(2), effort(4));
        }
        // What is steep once may have been disturbed.
        let is_steep = |large: Duration| large > small * TIMES * STEEPER + NO_MATTER;
        if is_steep(large) && is_steep(effort(TIMES)) {
            steep.push(format!("{}: {small:?} for one size, {large:?} for {TIMES} times that", row.name));
        }
    }
    assert!(steep.is_empty(), "{}", steep.join("\n"));
}

impl Row {
    fn effort(&self, bytes: usize) -> Duration {
        let page = self.page(bytes);
        effort(|| sound(&front(page)))
    }

    /// What a page of this size took, where that is too much.
    fn costly(&self, bytes: usize) -> Option<String> {
        let page = self.page(bytes);
        let mut time = Duration::ZERO;
        let memory = memory(|| time = effort(|| sound(&front(page))));
        let megabytes = memory.map_or("?".to_owned(), |memory| (memory >> 20).to_string());
        let line = format!("{:40} {time:>12.2?} {megabytes:>8} MiB", self.name);
        println!("{line}");
        let seconds = Duration::from_secs(u64::try_from(bytes / BYTES_A_SECOND).unwrap() + 1);
        let much = memory.is_some_and(|memory| memory > bytes * TIMES_THE_PAGE + ANY_PAGE);
        (time > seconds || much).then_some(line)
    }

    fn page(&self, size: usize) -> PageFile {
        let mut text = self.before.to_owned();
        let parts: Vec<&str> = self.piece.split('¦').collect();
        let (first, second) = (parts[0], parts.get(1..3));
        repeat(&mut text, first, if second.is_some() { size / 2 } else { size });
        if let Some([between, second]) = second {
            text.push_str(between);
            repeat(&mut text, second, size);
        }
        text.push_str(self.after);
        let name = format!("page.{}", self.ending);
        PageFile { path: name.clone(), name, bytes: text.into_bytes() }
    }
}

fn repeat(text: &mut String, piece: &str, size: usize) {
    for number in 10.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&piece.replace('#', &number.to_string()));
    }
}
