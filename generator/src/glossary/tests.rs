use super::*;

fn words() -> &'static Glossary {
    Glossary::builtin()
}

#[test]
fn sections_in_both_languages() {
    let table = [
        ("URI", Some(Section::Uri)),
        ("3.2 Request Parameters:", Some(Section::Request)),
        ("请求消息", Some(Section::Request)),
        ("响应示例：", Some(Section::ResponseExample)),
        ("状态码", Some(Section::StatusCodes)),
        ("Cats and dogs", None),
    ];
    for (label, section) in table {
        assert_eq!(words().section(label), section, "{label}");
    }
    let begun = [("Response Pa", true), ("Respo", true), ("Code.", false), ("Code", false), ("Request", false)];
    for (line, begins) in begun {
        assert_eq!(words().begins_heading(line), begins, "{line}");
    }
    assert_eq!(words().section("Example Request: creating a pet"), None);
    assert_eq!(words().heading("Example Request: creating a pet"), Some(Section::RequestExample));
}

#[test]
fn captions() {
    let table = [
        ("请求Body参数", Some(Caption::Of(Section::RequestBody))),
        ("Response body parameters", Some(Caption::Of(Section::ResponseBody))),
        ("Data structure of the pets field", Some(Caption::Structure)),
        ("tags字段数据结构说明", Some(Caption::Structure)),
        ("参数说明", Some(Caption::Of(Section::Parameters))),
        ("PetOwner", None),
    ];
    for (caption, kind) in table {
        assert_eq!(words().caption(caption), kind, "{caption}");
    }
}

#[test]
fn table_labels_and_references() {
    assert_eq!(words().table_label("Table 3 Pets"), Some(TableLabel { number: 3, rest: "Pets" }));
    assert_eq!(words().table_label("表2-14 宠物"), Some(TableLabel { number: 14, rest: "宠物" }));
    assert_eq!(words().table_label("Tableau 5 Chats"), Some(TableLabel { number: 5, rest: "Chats" }));
    assert_eq!(words().table_label("Таблица 6"), Some(TableLabel { number: 6, rest: "" }));
    assert_eq!(words().table_label("Tablecloth 3"), None);
    assert_eq!(words().table_numbers("See Table 4 and table 5, not stable 6; 参见表7。"), [4, 5, 7]);
}

#[test]
fn statuses_and_outcomes() {
    let table = [
        ("Status code: 200", Some(200)),
        ("状态码： 404", Some(404)),
        ("状态码为 201 时", Some(201)),
        ("Status code", None),
        ("Status code: 20000", None),
    ];
    for (label, status) in table {
        assert_eq!(words().status(label), status, "{label}");
    }
    assert_eq!(words().outcome("Abnormal"), Some(Outcome::Failure));
    assert_eq!(words().outcome("正常"), Some(Outcome::Success));
}

#[test]
fn parameters_that_the_client_fills() {
    let table = [
        (Place::Header, "X-AUTH-TOKEN", Some(FilledBy::Credential)),
        (Place::Path, "projectId", Some(FilledBy::Project)),
        (Place::Path, "tenant_id", Some(FilledBy::Project)),
        (Place::Query, "project_id", None),
        (Place::Header, "x-request-id", Some(FilledBy::RequestId)),
        (Place::Path, "domain_id", Some(FilledBy::Domain)),
        (Place::Path, "pet_id", None),
    ];
    for (place, name, client) in table {
        assert_eq!(words().client(place, name), client, "{name}");
    }
    assert!(words().is_header("X-Pet") && words().is_header("Content-Type") && !words().is_header("xpet"));
}

#[test]
fn nothing_and_mandatory() {
    assert!(words().is_none("N/A") && words().is_none("不涉及。"));
    assert!(!words().is_none("This API does not bite."));
    assert!(words().says_nothing("This API does not involve any request parameter."));
    assert_eq!(words().yes_no("是"), Some(YesNo::Yes));
    assert_eq!(words().yes_no("否，与 cat 二选一"), None);
    assert_eq!(words().leading_yes_no("否，与 cat 二选一"), Some(YesNo::No));
    assert_eq!(words().yes_no_under("필수", "O"), Some(YesNo::Yes), "a circle");
    assert_eq!(words().yes_no_under("M/O", "O"), Some(YesNo::No), "optional");
    assert_eq!(words().trailing_yes_no("команда"), None, "it ends in a word for yes");
}

#[test]
fn labels_of_the_request_line() {
    assert_eq!(words().after_path_label("PATH: /v1/pets"), Some("/v1/pets"));
    assert_eq!(words().after_method_label("Method：POST"), Some("POST"));
    assert_eq!(words().after_path_label("Pets: /v1/pets"), None);
}
