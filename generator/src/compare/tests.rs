use super::{Comparison, Finding, StatedRow};
use crate::ir::{
    IrPath,
    diff::{Change, Direction, Event},
};

fn row(description: &str) -> StatedRow {
    let cells = [("Parameter", "heat"), ("Description", description)];
    let cells = cells.into_iter().map(|(head, text)| (head.to_owned(), text.to_owned())).collect();
    StatedRow { path: "pages/kiln.md".to_owned(), line: 7, cells }
}

fn finding(event: Event, old: &str, new: &str) -> Finding {
    let subject = IrPath::Field { ty: "Kiln".to_owned(), name: "heat".to_owned() }.into();
    let change = Change { event, direction: Direction::Response, subject, old: None, new: None };
    Finding { service: "kilns".to_owned(), change, old: Some(row(old)), new: Some(row(new)) }
}

#[test]
fn long_cells_stand_side_by_side() {
    let long = "Degrees inside the kiln, measured in the middle of its back wall, where it is hottest.";
    let findings = vec![
        finding(Event::FieldRetyped, "窑内温度，以摄氏度为单位，在后墙中间测量，那里最热，所以读数偏高。", long),
        finding(Event::DocChanged, "窑内温度，以摄氏度为单位，在后墙中间测量，那里最热，所以读数偏高。", long),
    ];
    let expected = "\
breaking   response kilns types.Kiln.heat: field's type changed
words only response kilns types.Kiln.heat: words changed
    pages/kiln.md:7                                      | pages/kiln.md:7
    Description:                                         | Description: Degrees inside the kiln, measured in
    窑内温度，以摄氏度为单位，在后墙中间测量，那里最热， | the middle of its back wall, where it is hottest.
    所以读数偏高。                                       |
1 breaking, 1 words only; the crate's version: major
";
    assert_eq!(Comparison { findings }.text(), expected);
}

#[test]
fn no_page_commands_the_reader_of_a_pull_request() {
    let hostile = "a | b `` c <img src=x> @owner \u{1b}[2J [x](http://x) `";
    let comparison = Comparison { findings: vec![finding(Event::FieldRetyped, "plain", hostile)] };
    let cell =
        "`Description`: ``` a \\| b `` c <img src=x> @owner \u{fffd}[2J [x](http://x) ` ```<br>`pages/kiln.md:7`";
    let markdown = comparison.markdown();
    assert!(markdown.contains(cell), "{markdown}");
    assert!(!comparison.text().contains('\u{1b}'));
    assert_eq!(comparison.github().lines().count(), 1);
}

#[test]
fn nothing_is_said_of_nothing() {
    let nothing = Comparison::default();
    assert_eq!((nothing.text().as_str(), nothing.github().as_str()), ("no change\n", ""));
    assert_eq!(nothing.markdown(), "**no change**\n");
}
