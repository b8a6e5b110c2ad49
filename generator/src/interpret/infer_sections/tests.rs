//! Dumps without headings, each with the sections that its entries must come under.

use crate::{
    glossary::Glossary,
    interpret::{
        columns::Columns,
        outline::{self, What},
    },
    read,
};

/// The sections of a page's tables and code blocks, in order.
fn sections(page: &str) -> Vec<String> {
    let glossary = Glossary::builtin();
    let (page, _) = read::read("pets/page.txt", page.as_bytes(), glossary);
    let columns = Columns::of_page(&page, glossary);
    let outline = outline::outline(&page, &columns, glossary);
    let told = outline.entries.iter().filter_map(|entry| {
        let what = match entry.what {
            What::Table(_) => "table",
            What::Code(_) => "code",
            _ => return None,
        };
        Some(format!("{what} {:?}", entry.at.section?))
    });
    told.collect()
}

const OF_URI: &str = "| Name | Mandatory | Type |\n|---|---|---|\n| pet_id | Yes | String |\n\n";
const SENT: &str = "| Name | Mandatory | Type |\n|---|---|---|\n| colour | Yes | String |\n\n";
const HEADER: &str = "| Name | Mandatory | Type |\n|---|---|---|\n| X-Auth-Token | Yes | String |\n\n";
const ANSWERED: &str = "| Name | Type |\n|---|---|\n| age | Integer |\n\n";
const STATUSES: &str = "| Status Code | Description |\n|---|---|\n| 200 | Done. |\n\n";

#[test]
fn tables_and_codes_tell_their_sections() {
    let request = "PUT /v1/pets/{pet_id}\n\n";
    let rows = [
        (vec!["Feeding\n\n", request, OF_URI, SENT, ANSWERED], vec!["table Uri", "table Request", "table Response"]),
        // What stands before the headers is of the request line.
        (vec!["Feeding\n\n", request, SENT, HEADER], vec!["table Uri", "table Request"]),
        // Under a status a table answers, whatever its columns; the next status may be of another structure.
        (
            vec!["Feeding\n\n", request, "Status code: 200\n\n", SENT, "Status code: 400\n\n", ANSWERED],
            vec!["table Response", "table Response"],
        ),
        (
            vec!["Feeding\n\n", request, ANSWERED, "PUT /v1/pets/7\n\n", "{\"colour\": \"red\"}\n\n", STATUSES],
            vec!["table Response", "code RequestExample", "table StatusCodes"],
        ),
    ];
    for (page, expected) in rows {
        let page = page.concat();
        assert_eq!(sections(&page), expected, "{page}");
    }
}

#[test]
fn a_page_that_names_its_uri_is_left_as_it_is() {
    let page = format!("Feeding\n\n## URI\n\nPUT /v1/pets/{{pet_id}}\n\n{OF_URI}{ANSWERED}");
    assert_eq!(sections(&page), ["table Uri", "table Uri"]);
}
