use super::{Code, Diagnostic, Selection, Source, Span, github, json_lines, terminal};
use std::sync::Arc;

fn page() -> Arc<Source> {
    Arc::new(Source::new("pages/kiln.md", "# Kilns\n\n| heat | 温度 hot |\n| hold | \u{1b}[2J |\n"))
}

fn at(text: &str, page: &Arc<Source>) -> Diagnostic {
    let start = page.text.find(text).unwrap();
    Diagnostic::new(Code::NoOperation, "the cell holds no type").at(page, Span::new(start, start + text.len()))
}

fn text(diagnostics: &[Diagnostic]) -> String {
    terminal(&Selection::new(diagnostics, 2), false)
}

#[test]
fn people_see_the_place_underlined_and_what_to_do() {
    let finding = at("温度", &page()).help("write a type");
    let expected = "\
warning[SW201]: the cell holds no type
 --> pages/kiln.md:3:10
  |
3 | | heat | 温度 hot |
  |          ^^^^
  |
  = help: write a type

";
    assert_eq!(text(&[finding]), expected);
}

#[test]
fn the_first_of_a_code_says_what_the_catalogue_advises() {
    let page = page();
    let findings = [at("heat", &page), at("hot", &page), at("温度", &page).help("write a type")];
    let shown = terminal(&Selection::new(&findings, 9).with_cures(), false);
    let advice: Vec<&str> =
        shown.lines().filter_map(|line| line.split_once("= help: ")).map(|(_, help)| help).collect();
    assert_eq!(advice, [Code::NoOperation.cure(), "write a type"]);
    assert!(!text(&findings).contains(Code::NoOperation.cure()));
}

#[test]
fn no_command_of_a_page_reaches_the_terminal() {
    let shown = text(&[at("\u{1b}[2J", &page())]);
    assert!(!shown.contains('\u{1b}') && shown.contains("\u{fffd}[2J"), "{shown}");
    let colours = terminal(&Selection::new(&[at("heat", &page())], 9), true);
    assert!(colours.contains('\u{1b}'));
}

#[test]
fn a_place_that_does_not_fit_its_source_harms_nobody() {
    let page = page();
    for span in [Span::new(0, 0), Span::new(9_999, 10_000), Span::new(20, 21), Span::new(0, 9_999)] {
        let shown = text(&[Diagnostic::new(Code::NoOperation, "x").at(&page, span)]);
        assert!(shown.contains("pages/kiln.md"), "{span:?}: {shown}");
    }
    let empty = Arc::new(Source::new("pages/empty.md", ""));
    assert!(text(&[Diagnostic::new(Code::EmptyPage, "x").at(&empty, Span::default())]).contains("pages/empty.md"));
}

#[test]
fn what_repeats_is_counted() {
    let page = page();
    let findings: Vec<Diagnostic> = (0..5).map(|_| at("hold", &page)).collect();
    let shown = text(&findings);
    assert_eq!(shown.matches("the cell holds no type").count(), 2, "{shown}");
    assert!(shown.contains("warning: and 3 more SW201 like this"), "{shown}");
}

#[test]
fn the_order_is_that_of_pages_and_places() {
    let page = page();
    let other = Arc::new(Source::new("pages/a.md", "x"));
    let last = Diagnostic::new(Code::NoOperation, "third").at(&page, Span::new(9, 10));
    let middle = Diagnostic::new(Code::NoOperation, "second").at(&page, Span::new(2, 3));
    let first = Diagnostic::new(Code::NoOperation, "first").at(&other, Span::new(0, 1));
    let findings = [last, middle, first];
    let shown: Vec<&str> = Selection::new(&findings, 9).shown.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(shown, ["first", "second", "third"]);
}

#[test]
fn programs_get_an_object_a_line() {
    let finding = at("hot", &page()).help("write a type");
    let expected = concat!(
        r#"{"code":"SW201","severity":"warning","message":"the cell holds no type","path":"pages/kiln.md","#,
        r#""line":3,"column":13,"end_line":3,"end_column":16,"help":"write a type"}"#,
        "\n",
    );
    assert_eq!(json_lines(&[finding]), expected);
    assert_eq!(json_lines(&[Diagnostic::new(Code::NothingFound, "none")]).lines().count(), 1);
}

#[test]
fn a_workflow_gets_a_command_that_no_text_can_end() {
    let page = Arc::new(Source::new("pages/a,b:c.md", "x"));
    let finding = Diagnostic::new(Code::EmptyPage, "100%\nempty").at(&page, Span::new(0, 1));
    let shown = github(&Selection::new(std::slice::from_ref(&finding), 9));
    assert_eq!(shown, "::error file=pages/a%2Cb%3Ac.md,line=1,col=1,endLine=1,title=SW101::100%25%0Aempty\n");
}
