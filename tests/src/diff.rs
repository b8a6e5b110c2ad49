//! Edits of the pages in `diff/pages/`, as vendors make them day by day: each gives the changes and the class that a
//! reviewer would give it, shows the cells, and leaves every name where it was.

use crate::places::{pages_below, workspace};
use specwright::{
    PageFile,
    compare::{Comparison, Version},
    emit,
    ir::{
        Service,
        diff::{Area, Class, Direction, Impact, RULES, Rule},
    },
    project::{FoundPages, ServiceFiles, ServiceFolder},
};
use std::{collections::BTreeSet, fs, process::Command};

struct Edit {
    what: &'static str,
    /// In the page of this name, this becomes that.
    edits: &'static [(&'static str, &'static str, &'static str)],
    /// Every change: class, direction, area, subject, words.
    changes: &'static [&'static str],
    /// What the crate's version has to do.
    effect: &'static str,
    /// Cells that differ, as people are shown them.
    cells: &'static [&'static str],
    /// Why we call breaking what the public tool does not, or the other way round.
    apart: Option<&'static str>,
}

const FIRE: &str = "FireKiln.md";
const LIST: &str = "ListKilns.md";
const COOL: &str = "CoolKiln.md";

const EDITS: &[Edit] = &[
    Edit {
        what: "a field is added to an answer",
        edits: &[(LIST, "| keeper |", "| shelves | Integer | Shelves that fit in. |\n| keeper |")],
        changes: &["additive response type types.Kiln.shelves: field added"],
        effect: "minor",
        cells: &["Parameter: shelves", "Description: Shelves that fit in."],
        apart: None,
    },
    Edit {
        what: "a field is removed from a request",
        edits: &[(FIRE, "| note | No | String | Words for the workshop's log. |\n", "")],
        changes: &["breaking request type types.FireKilnBody.note: field removed"],
        effect: "major",
        cells: &["Parameter: note"],
        apart: Some("a request that still sends the field is no longer what the page describes"),
    },
    Edit {
        what: "a field is retyped",
        edits: &[(FIRE, "| level | Yes | Integer |", "| level | Yes | String |")],
        changes: &["breaking request type types.Shelf.level: field's type changed"],
        effect: "major",
        cells: &["Type: Integer", "Type: String"],
        apart: None,
    },
    Edit {
        what: "a field becomes required",
        edits: &[(FIRE, "| note | No |", "| note | Yes |")],
        changes: &["breaking request type types.FireKilnBody.note: field became required"],
        effect: "major",
        cells: &["Mandatory: No", "Mandatory: Yes"],
        apart: None,
    },
    Edit {
        what: "a field of both answers is renamed",
        edits: &[(FIRE, "| phone |", "| mobile |"), (LIST, "| phone |", "| mobile |")],
        changes: &["breaking response type types.Potter.mobile: field renamed"],
        effect: "major",
        cells: &["Parameter: phone", "Parameter: mobile"],
        apart: Some("who read the old name finds it no longer"),
    },
    Edit {
        what: "a field is renamed in its table, and the example keeps the old name",
        edits: &[(COOL, "| watcher |", "| guard |")],
        changes: &["breaking request type types.CoolKilnBody.guard: field renamed"],
        effect: "major",
        cells: &["Parameter: watcher", "Parameter: guard"],
        apart: Some("who sends the old name is no longer understood"),
    },
    Edit {
        what: "a field is renamed in its table and in the example",
        edits: &[(COOL, "| watcher |", "| guard |"), (COOL, "\"watcher\":", "\"guard\":")],
        changes: &[
            "breaking request type types.CoolKilnBody.guard: field renamed",
            "words only both doc cool_kiln.examples: examples changed",
        ],
        effect: "major",
        cells: &["Parameter: watcher", "Parameter: guard"],
        apart: Some("who sends the old name is no longer understood"),
    },
    Edit {
        what: "a list whose items have a type of its name is renamed",
        edits: &[(FIRE, "| shelves |", "| levels |")],
        changes: &["breaking request type types.FireKilnBody.levels: field renamed"],
        effect: "major",
        cells: &["Parameter: shelves", "Parameter: levels"],
        apart: Some("who sends the old name is no longer understood"),
    },
    Edit {
        what: "an enumeration gets a value",
        edits: &[(LIST, "**heating** or **cooling**", "**heating**, **holding** or **cooling**")],
        changes: &[
            "additive response enum types.Kiln.state: value added",
            "words only response doc types.Kiln.state: words changed",
        ],
        effect: "minor",
        cells: &["holding"],
        apart: Some("an emitted client keeps values that it does not know"),
    },
    Edit {
        what: "an enumeration gets a value that is a word of prose",
        edits: &[(LIST, "LENT, SOLD, or OTHER", "LENT, RETURNED, SOLD, or OTHER")],
        changes: &[
            "additive response enum types.Kiln.ware: value added",
            "words only response doc types.Kiln.ware: words changed",
        ],
        effect: "minor",
        cells: &["RETURNED"],
        apart: Some("an emitted client keeps values that it does not know"),
    },
    Edit {
        what: "a range becomes narrower",
        edits: &[(LIST, "Value range: 1 to 100", "Value range: 1 to 50")],
        changes: &[
            "breaking request constraint list_kilns.inputs.limit.range: constraint tightened",
            "words only request doc list_kilns.inputs.limit: words changed",
        ],
        effect: "major",
        cells: &["range: 1 to 100", "range: 1 to 50"],
        apart: None,
    },
    Edit {
        what: "a slip of the pen is corrected",
        edits: &[(LIST, "Who keeps the key.", "The one who keeps the key.")],
        changes: &["words only response doc types.Kiln.keeper: words changed"],
        effect: "patch",
        cells: &["Description: Who keeps the key.", "Description: The one who keeps the key."],
        apart: None,
    },
    Edit {
        what: "an operation moves to another file, and its title changes",
        edits: &[
            (FIRE, "# Firing a Kiln - FireKiln", "# Starting to Heat a Kiln - StartHeating"),
            (FIRE, "", "heating/start.md"),
        ],
        changes: &["words only both doc fire_kiln: page moved", "words only both doc fire_kiln.title: words changed"],
        effect: "patch",
        cells: &[],
        apart: None,
    },
    Edit {
        what: "an operation gets another title and a new version of its path",
        edits: &[(COOL, "# Cooling a Kiln", "# Letting a Kiln Cool"), (COOL, "POST /v1/kilns", "POST /v2/kilns")],
        changes: &[
            "breaking both operation cool_kiln: method or path changed",
            "words only both doc cool_kiln.title: words changed",
        ],
        effect: "patch",
        cells: &[],
        apart: None,
    },
    Edit {
        what: "a table is split in two without a caption",
        edits: &[(
            COOL,
            "| watcher |",
            "\n| Parameter | Mandatory | Type | Description |\n| --- | --- | --- | --- |\n| watcher |",
        )],
        changes: &[],
        effect: "",
        cells: &[],
        apart: None,
    },
    Edit {
        what: "a table with a caption is split in two, and the second part has none",
        edits: &[(
            FIRE,
            "| shelves | No |",
            "\n| Parameter | Mandatory | Type | Description |\n| --- | --- | --- | --- |\n| shelves | No |",
        )],
        changes: &[],
        effect: "",
        cells: &[],
        apart: None,
    },
    Edit {
        what: "the table of a structure is split in two, and the second part has no caption",
        edits: &[(
            FIRE,
            "| pots | No |",
            "\n| Parameter | Mandatory | Type | Description |\n| --- | --- | --- | --- |\n| pots | No |",
        )],
        changes: &[],
        effect: "",
        cells: &[],
        apart: None,
    },
    Edit {
        what: "a table is split in two",
        edits: &[(
            FIRE,
            "| shelves | No |",
            "\n**Table 2** Request body parameters (continued)\n\n\
             | Parameter | Mandatory | Type | Description |\n| --- | --- | --- | --- |\n| shelves | No |",
        )],
        changes: &[],
        effect: "",
        cells: &[],
        apart: None,
    },
];

#[test]
fn each_edit_gives_the_class_that_a_reviewer_would_give_it() {
    let pages = pages();
    for edit in EDITS {
        let (old, new) = versions(&pages, None, &edited(&pages, edit));
        let comparison = Comparison::of(&old, &new);
        assert_eq!(lines(&comparison), edit.changes, "{}", edit.what);
        let effect = comparison.effect().map(|effect| effect.to_string()).unwrap_or_default();
        assert_eq!(effect, edit.effect, "{}", edit.what);
        let text = comparison.text();
        for cell in edit.cells {
            assert!(text.contains(cell), "{}: {cell}\n{text}", edit.what);
        }
    }
}

#[test]
fn names_hold_still() {
    let pages = pages();
    for edit in EDITS {
        let (old, new) = versions(&pages, None, &edited(&pages, edit));
        assert_eq!(names(&old[0].service), names(&new[0].service), "{}", edit.what);
        // The same with the IR that the first reading left, and again with the one that the second did.
        let lock = old[0].service.to_yaml().unwrap();
        let (_, locked) = versions(&pages, Some(&lock), &edited(&pages, edit));
        assert_eq!(names(&old[0].service), names(&locked[0].service), "{}", edit.what);
    }
}

/// What the public tool calls breaking is breaking to us, and the other way round, but where an edit says why not.
#[test]
fn a_public_tool_agrees_on_what_breaks() {
    let tools = workspace().join("target/peer");
    if !tools.join("node_modules/api-smart-diff").is_dir() {
        eprintln!("skipped: npm install --prefix target/peer api-smart-diff@1.0.6");
        return;
    }
    let pages = pages();
    let folder = tempfile::tempdir().unwrap();
    for edit in EDITS {
        let (old, new) = versions(&pages, None, &edited(&pages, edit));
        let document = |name: &str, service: &Service| {
            let path = folder.path().join(name);
            fs::write(&path, emit::openapi::document(service, "Kilns").to_string()).unwrap();
            path
        };
        let documents = [document("old.json", &old[0].service), document("new.json", &new[0].service)];
        let script = workspace().join("tests/diff/peer.mjs");
        let output = Command::new("node").arg(script).arg(&tools).args(&documents).output().unwrap();
        let theirs = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        assert!(!theirs.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let ours = Comparison::of(&old, &new).class() == Some(Class::Breaking);
        assert_eq!(theirs == "breaking", ours == edit.apart.is_none(), "{}: {theirs}", edit.what);
    }
}

/// The rules as the book shows them.
#[test]
fn the_book_has_the_rules() {
    let head = "| change | of | in a request | in a response |\n| --- | --- | --- | --- |\n";
    let table = RULES.iter().fold(head.to_owned(), |table, rule| {
        let impact = |direction: Direction, impact: Impact| match only_direction(rule) {
            Some(only) if only != direction => "–".to_owned(),
            _ => format!("{}, {}", impact.class, impact.effect),
        };
        let request = impact(Direction::Request, rule.request);
        let response = impact(Direction::Response, rule.response);
        table + &format!("| {} | {} | {request} | {response} |\n", rule.words, rule.area)
    });
    let path = workspace().join("docs/src/diff-rules.md");
    let chapter = fs::read_to_string(&path).unwrap();
    let (before, rest) = chapter.split_once("## The table\n\n").unwrap();
    let (_, after) = rest.split_once("\n## ").unwrap();
    let must = format!("{before}## The table\n\n{table}\n## {after}");
    if std::env::var_os("SPECWRIGHT_BLESS").is_some() {
        fs::write(&path, &must).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == must,
        "to write it: SPECWRIGHT_BLESS=1 cargo test -p specwright-tests book"
    );
}

/// The direction of what occurs in requests or in responses only.
fn only_direction(rule: &Rule) -> Option<Direction> {
    match rule.area {
        Area::Error => Some(Direction::Response),
        Area::Parameter if rule.words.starts_with("response header") => Some(Direction::Response),
        Area::Parameter => Some(Direction::Request),
        _ => None,
    }
}

fn names(service: &Service) -> (BTreeSet<&str>, BTreeSet<&str>) {
    (
        service.operations.iter().map(|operation| operation.name.as_str()).collect(),
        service.types.keys().map(String::as_str).collect(),
    )
}

fn lines(comparison: &Comparison) -> Vec<String> {
    let line = |finding: &specwright::compare::Finding| {
        let change = &finding.change;
        format!("{} {} {} {}", change.class(), change.direction, change.event.rule().area, finding.headline())
    };
    comparison.findings.iter().map(line).collect()
}

fn pages() -> Vec<PageFile> {
    pages_below(&workspace().join("tests/diff/pages"))
}

fn versions(old: &[PageFile], lock: Option<&str>, new: &[PageFile]) -> (Vec<Version>, Vec<Version>) {
    let folder = |pages: &[PageFile], ir: Option<&str>| {
        let found = FoundPages { pages: pages.to_vec(), diagnostics: Vec::new() };
        let ir = ir.map(|text| std::sync::Arc::new(specwright::page::Source::new("ir.yaml", text)));
        vec![ServiceFolder::of("kilns".to_owned(), ServiceFiles { found, ir, ..ServiceFiles::default() })]
    };
    let (old, new, wrong) = Version::read(folder(old, None), folder(new, lock));
    assert!(wrong.is_empty(), "{wrong:?}");
    (old, new)
}

/// The pages with an edit made; one that replaces nothing renames the file.
fn edited(pages: &[PageFile], edit: &Edit) -> Vec<PageFile> {
    let mut pages = pages.to_vec();
    for (name, from, to) in edit.edits {
        let page = pages.iter_mut().find(|page| page.name == *name).unwrap();
        if from.is_empty() {
            page.name = (*to).to_owned();
            page.path = (*to).to_owned();
            continue;
        }
        let text = String::from_utf8(page.bytes.clone()).unwrap();
        assert!(text.contains(from), "{}: nothing to edit: {from}", edit.what);
        page.bytes = text.replacen(from, to, 1).into_bytes();
    }
    pages
}
