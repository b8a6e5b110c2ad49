mod pages;

use super::{Context, Linked, link};
use crate::{
    diagnostic::Code,
    interpret::{BodyShape, Fate, TypeExpr},
    ir::{Service, check},
};
use pages::{pages, render};
use std::collections::BTreeSet;

fn linked(text: &str) -> Linked {
    let linked = link(pages(text), &Context { service: "things", ..Context::default() });
    assert!(check(&linked.service).is_empty(), "{:?}", check(&linked.service));
    for (page, fates) in pages(text).iter().zip(&linked.fates) {
        let settled: BTreeSet<_> = fates.iter().map(|(row, _)| *row).collect();
        assert_eq!((settled.len(), fates.len()), (page.rows, page.rows), "a fate for each row of {}", page.source.path);
    }
    let reported = linked.fates.iter().flatten().any(|(_, fate)| *fate == Fate::Reported);
    assert!(!reported || !linked.diagnostics.is_empty(), "what is left out is reported");
    linked
}

#[track_caller]
fn holds(text: &str, expected: &str) {
    let found = render(&linked(text).service);
    let tidy = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(tidy(&found), tidy(expected), "\n{found}");
}

fn codes(text: &str) -> Vec<Code> {
    linked(text).diagnostics.into_iter().map(|finding| finding.code).collect()
}

const HEAD: &str = "page a.md\nGET /v1/things ListThings\nresponse 200\n";

#[test]
fn one_table_serves_every_field_of_its_type() {
    holds(
        &format!("{HEAD}- red | Stock\n- blue | Stock\n table\n- count | Integer\n"),
        "GET /v1/things list_things
         200: ListThingsOutput
         ListThingsOutput { red: Stock, blue: Stock }
         Stock { count: integer }",
    );
}

#[test]
fn tables_without_captions_are_taken_depth_first() {
    // `leaf` is referred to by the body and by `branch`: its table stands after both.
    holds(
        &format!(
            "{HEAD}- leaf | Leaf\n- branch | Branch\n- root | [Root]\n\
             table\n- twig | String\n- leaf | Leaf\n\
             table\n- colour | String\n\
             table\n- depth | Integer\n"
        ),
        "GET /v1/things list_things
         200: ListThingsOutput
         ListThingsOutput { leaf: Leaf, branch: Branch, root: list<Root> }
         Leaf { colour: string }
         Branch { twig: string, leaf: Leaf }
         Root { depth: integer }",
    );
}

#[test]
fn links_numbers_and_captions_outdo_the_order() {
    let rows = [
        ("- a | [Object] | | #second\n- b | Object | | #first", "#first", "#second"),
        ("- a | [Object] | | 3\n- b | Object | | 2", "2", "3"),
        ("- a | [Plum]\n- b | Pear", "Pear", "plum"),
        ("- a | [Object]\n- b | Object", "Data structure of the b field", "Data structure of the a field"),
    ];
    for (rows, first, second) in rows {
        let text = format!("{HEAD}{rows}\ntable {first}\n- x | String\ntable {second}\n- y | Integer\n");
        let service = linked(&text).service;
        let output = &service.types["ListThingsOutput"];
        let field_of = |index: usize| &service.types[output.fields[index].ty.named().unwrap()].fields[0].name;
        assert_eq!((field_of(0).as_str(), field_of(1).as_str()), ("y", "x"), "{rows}");
    }
}

#[test]
fn the_example_decides_between_witnesses() {
    let text = format!(
        "{HEAD}- a | Pear | | #plum\n- b | Integer\ntable Pear\n- x | String\n- y | String\ntable Plum #plum\n- z | String\n\
         example 200 {{\"a\": {{\"x\": \"1\", \"y\": \"2\"}}, \"b\": 1}}"
    );
    let linked = linked(&text);
    assert_eq!(linked.service.types["Pear"].fields.len(), 2);
    assert!(linked.diagnostics.iter().any(|finding| finding.code == Code::WitnessesDisagree));
    assert!(linked.diagnostics.iter().any(|finding| finding.code == Code::UnclaimedTable));
}

#[test]
fn a_type_without_a_table_takes_its_fields_from_the_example() {
    holds(
        &format!(
            "{HEAD}- pot | Pot\n- plants | [Plant]\ntable\n- size | Integer\n\
             example 200 {{\"pot\": {{\"size\": 1}}, \"plants\": [{{\"id\": \"p\", \"age\": 3}}, {{\"id\": \"q\", \"wet\": true}}]}}"
        ),
        "GET /v1/things list_things
         200: ListThingsOutput
         ListThingsOutput { pot: Pot, plants: list<Plant> }
         Pot { size: integer }
         Plant (example) { id: string, age: integer, wet: boolean }",
    );
}

#[test]
fn a_row_without_a_type_is_settled_by_the_next_table_and_the_example() {
    holds(
        &format!(
            "{HEAD}- data |\ntable\n- total | Integer\n- list | [Part]\ntable\n- id | String\n\
             example 200 {{\"data\": {{\"total\": 1, \"list\": [{{\"id\": \"a\"}}]}}}}"
        ),
        "GET /v1/things list_things
         200: ListThingsOutput
         ListThingsOutput { data: Data }
         Data { total: integer, list: list<Part> }
         Part { id: string }",
    );
}

#[test]
fn bodies_known_only_by_example() {
    holds(
        "page a.md\nPOST /v1/things MakeThing\nresponse\n- id | String\n\
         example request {\"name\": \"x\"}\nexample failure {\"code\": \"T.1\", \"message\": \"bad\"}",
        "POST /v1/things make_thing
         body: MakeThingBody
         200: MakeThingOutput
         default: ServiceError
         MakeThingBody (example) { name: string }
         MakeThingOutput { id: string }
         ServiceError (example) { code: string, message: string }",
    );
}

#[test]
fn equal_error_bodies_are_one_type() {
    holds(
        "page a.md\nGET /v1/things ListThings\nresponse 400\n- code | String\nresponse 500\n- code | String\n\
         page b.md\nGET /v1/parts ListParts\nresponse 404\n- code | String\n",
        "GET /v1/things list_things
         400: ServiceError
         500: ServiceError
         GET /v1/parts list_parts
         404: ServiceError
         ServiceError { code: string }",
    );
}

#[test]
fn types_of_one_name_that_differ_are_told_apart() {
    holds(
        "page a.md\nGET /v1/things ListThings\nresponse 200\n- tag | Tag\ntable\n- key | String\n- value | String\n\
         page b.md\nGET /v1/parts ListParts\nresponse 200\n- tag | Tag\ntable\n- key | String\n- value | String\n\
         page c.md\nGET /v1/bits ListBits\nresponse 200\n- tag | Tag\ntable\n- key | String\n",
        "GET /v1/things list_things
         200: ListThingsOutput
         GET /v1/parts list_parts
         200: ListPartsOutput
         GET /v1/bits list_bits
         200: ListBitsOutput
         ListThingsOutput { tag: Tag }
         Tag { key: string, value: string }
         ListPartsOutput { tag: Tag }
         ListBitsOutput { tag: ListBitsTag }
         ListBitsTag { key: string }",
    );
}

#[test]
fn recursive_types_name_themselves() {
    holds(
        &format!("{HEAD}- tree | Tree\ntable\n- name | String\n- children | [Tree]\n"),
        "GET /v1/things list_things
         200: ListThingsOutput
         ListThingsOutput { tree: Tree }
         Tree { name: string, children: list<Tree> }",
    );
}

#[test]
fn structures_of_another_page_are_found() {
    holds(
        "page api.md\nGET /v1/things ListThings\nresponse 200\n- a | Object | | structs.md#vol\n- b | Disk\n\
         page structs.md\nstructure Volume #vol\n- id | String\nstructure Disk\n- size | Integer\n",
        "GET /v1/things list_things
         200: ListThingsOutput
         ListThingsOutput { a: A, b: Disk }
         A { id: string }
         Disk { size: integer }",
    );
}

#[test]
fn dotted_names_nest_where_something_says_so() {
    holds(
        &format!(
            "{HEAD}- scope | Object\n- scope.project.id | String\n- rules[].port | Integer\n- rules[].ip | String\n- os.kind/x.y | String\n"
        ),
        "GET /v1/things list_things
         200: ListThingsOutput
         ListThingsOutput { scope: Scope, rules: list<Rule>, os.kind/x.y: string }
         Scope { project: Project }
         Project { id: string }
         Rule { port: integer, ip: string }",
    );
}

#[test]
fn a_header_stated_twice_is_one_input() {
    holds(
        "page a.md\nGET /v1/{project_id}/things/{thingId} ShowThing\nin query limit Integer no\n\
         in header X-Mode String yes\nin header x-mode String no\nin query tags [String] no\n",
        "GET /v1/{project_id}/things/{thingId} show_thing
         path project_id: string required
         path thingId: string required
         query limit: integer
         header X-Mode: string required
         query tags: list<string>",
    );
}

#[test]
fn actions_on_one_path_are_told_apart_by_their_body() {
    let text = "page a.md\nPOST /v1/things/{id}/action StartThing\nrequest\n- os-start | Object\n\
                page b.md\nPOST /v1/things/{id}/action StopThing\nrequest\n- os-stop | Object\n";
    let service = linked(text).service;
    let when: Vec<_> = service.operations.iter().map(|operation| format!("{:?}", operation.when)).collect();
    assert_eq!(when, ["Some(Body(\"os-start\"))", "Some(Body(\"os-stop\"))"]);
}

#[test]
fn a_copy_of_an_operation_is_merged_and_its_difference_reported() {
    let text = "page old.md\nGET /v1/{projectId}/things ListThingsOld!\nresponse 200\n- a | String\n- gone | String\n- more | String\n\
                page zew.md\nGET /v1/{project_id}/things ListThings\nresponse 200\n- a | String\n";
    let linked = linked(text);
    assert_eq!(linked.service.operations.len(), 1);
    assert_eq!(linked.service.operations[0].page, "zew.md");
    let fates: Vec<&Fate> = linked.fates[0].iter().map(|(_, fate)| fate).collect();
    assert_eq!(fates, [&Fate::Merged("a".into()), &Fate::Reported, &Fate::Reported]);
    let codes: Vec<Code> = linked.diagnostics.iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&Code::DuplicateOperation) && codes.contains(&Code::CopyDiffers), "{codes:?}");
}

#[test]
fn names_of_operations() {
    for (text, expected) in [
        ("page a.md\nGET /v2/{p}/quotas Querying the Quotas\n", vec!["list_quotas"]),
        ("page a.md\nGET /v2/{p}/quotas\n", vec!["show_quota"]),
        ("page a.md\nDELETE /v2/{p}/quotas/{quota_id}\n", vec!["delete_quota"]),
        ("page a.md\nDELETE /v1/{p}/clusters/{cluster_id} 删除集群\n", vec!["delete_cluster"]),
        ("page a.md\nGET /v1/{p}/clusters 查询集群列表\n", vec!["list_clusters"]),
        ("page a.md\nGET /v1/{p}/messages Querying Messages\n", vec!["list_messages"]),
        ("page a.md\nGET /v1/{p}/messages/{id} Querying a Message\n", vec!["show_message"]),
        ("page a.md\nGET /v1/{p}/policy\nresponse 200\n- policies | [String]\n", vec!["list_policies"]),
        ("page a.md\nPOST /v1/{p}/servers/{id}/disks Attaching a Disk\n", vec!["attach_disk"]),
        (
            "page a.md\nPOST /v1/{p}/clusters/resource_instances/action Querying Clusters by Tag\n",
            vec!["list_clusters_by_tag"],
        ),
        ("page a.md\nGET /v1/{p}/scaling_policy Querying Policies\n", vec!["list_scaling_policies"]),
        ("page a.md\nPOST /v1/tags/batch-stop Stopping Tags\n", vec!["batch_stop_tags"]),
        ("page a.md\nPOST /v1/{p}/pumps/{id}/prime Prime pump\n", vec!["prime_pump"]),
        ("page a.md\nPOST /v1/{p}/keys/{id}/rotate Rotating a Key\n", vec!["rotate_key"]),
        ("page a.md\nPOST /v1/{p}/pumps/{id}/delete_labels Unset labels\n", vec!["unset_labels"]),
        ("page a.md\nDELETE /v1/{p}/pump_member/{id} Removing a Member from a Pump\n", vec!["delete_pump_member"]),
        (
            "page a.md\nGET /v1/{p}/orders Querying Orders\nresponse 200\n- a | Integer\n- b | Integer\n- c | Integer\n\
             - d | Integer\n- e | Integer\n- orders | [String]\n",
            vec!["list_orders"],
        ),
        ("page a.md\nGET /v1/{p}/orders Querying Orders\nresponse 200\n- result | Orders\n", vec!["list_orders"]),
        (
            "page a.md\nGET /v1/{p}/pumps Querying Pumps\n\
             page b.md\nPOST /v1/{p}/pumps/resource_instances/action Querying Pumps\n",
            vec!["list_pumps", "list_pumps_by_tag"],
        ),
        (
            "page a.md\nGET /v1/{project_id}/pumps Querying Pumps\n\
             page b.md\nGET /v1/{project_id}/pumps/{hall}/list Querying Pumps\n",
            vec!["list_pumps", "list_pumps_by_hall"],
        ),
        ("page a.md\nGET /v2/q ShowQuotaV2\n", vec!["show_quota"]),
        ("page a.md\nGET /v1/q ShowQuota\npage b.md\nGET /v2/q ShowQuota\n", vec!["show_quota_v1", "show_quota_v2"]),
        (
            "page a.md\nGET /v1/q ShowQuota\npage b.md\nGET /v1/q/used ShowQuota\n",
            vec!["show_quota_q", "show_quota_q_used"],
        ),
    ] {
        let service = linked(text).service;
        let names: Vec<&str> = service.operations.iter().map(|operation| operation.name.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }
}

#[test]
fn names_once_given_stay() {
    let before = "page a.md\nGET /v1/things ListThings\nresponse 200\n- stock | Stock\ntable\n- count | Integer\n";
    let mut lock = linked(before).service;
    lock.operations[0].name = "list_all_things".into();
    lock.rename_type("ListThingsOutput", "AllThings");
    lock.rename_type("Stock", "Inventory");
    let after = "page moved.md\nGET /v1/things QueryThings\nresponse 200\n- stock | Supply\n- new | String\ntable\n- count | Integer\n- more | String\n";
    let linked = link(pages(after), &Context { service: "things", lock: Some(&lock), ..Context::default() });
    let names: Vec<&str> = linked.service.types.keys().map(String::as_str).collect();
    assert_eq!(
        (linked.service.operations[0].name.as_str(), names),
        ("list_all_things", vec!["AllThings", "Inventory"])
    );
}

#[test]
fn the_order_of_pages_changes_nothing() {
    let text = "page a.md\nGET /v1/q ShowQuota\nresponse 200\n- t | T\ntable\n- x | String\n\
                page b.md\nGET /v2/q ShowQuota\nresponse 200\n- t | T\ntable\n- y | String\n";
    let forward = linked(text);
    let mut reversed = pages(text);
    reversed.reverse();
    let backward = link(reversed, &Context { service: "things", ..Context::default() });
    assert_eq!(forward.service, backward.service);
    assert_eq!(forward.fates[0], backward.fates[1]);
}

#[test]
fn guesses_and_gaps_are_told() {
    for (rows, code) in [
        ("- a | Ghost", Code::MissingStructure),
        ("- a |", Code::GuessedType),
        ("- a | Integer\nexample 200 {\"a\": \"x1\"}", Code::ExampleDisagrees),
        ("- a | Integer\nexample 200 {\"b\": 1}", Code::UnlistedKey),
        ("- a | [Integer]\nexample 200 {\"a\": [1, \"x1\"]}", Code::ExampleDisagrees),
        ("- a | [Integer]\nexample 200 {\"a\": 1}", Code::ExampleDisagrees),
        ("- a | Integer | yes\n- b | Integer\nexample 200 {\"b\": 1}", Code::IncompleteExample),
        ("- a | String\ntable Other\n- b | String", Code::UnclaimedTable),
    ] {
        assert_eq!(codes(&format!("{HEAD}{rows}\n")), [code], "{rows}");
    }
    assert_eq!(
        codes(&format!("{HEAD}- a | Integer\nexample 200 {{\"a\": \"string\"}}\n")),
        [],
        "a placeholder shows no type"
    );
}

#[test]
fn deep_recursion_in_an_example_is_no_danger() {
    let deep = format!("{}1{}", "{\"a\":".repeat(120), "}".repeat(120));
    linked(&format!("{HEAD}- a | A\ntable\n- a | A\nexample 200 {deep}\n"));
    assert_eq!(linked("").service, Service { service: "things".into(), ..Service::default() });
}

#[test]
fn a_table_named_after_a_text_states_it_where_a_link_or_the_example_says_so() {
    let table = "table code parameters #code\n- url | String\n- size | Integer\n";
    for (rows, ty) in [
        (format!("- code | String | | #code\n{table}"), "Code"),
        (format!("- code | String\n{table}example 200 {{\"code\": {{\"url\": \"u\"}}}}"), "Code"),
        (format!("- code | String | | #code\n{table}example 200 {{\"code\": \"a text\"}}"), "string"),
        (format!("- code | String\n{table}"), "string"),
    ] {
        let service = linked(&format!("{HEAD}{rows}\n")).service;
        assert_eq!(service.types["ListThingsOutput"].fields[0].ty.to_string(), ty, "{rows}");
    }
}

#[test]
fn an_object_with_free_keys_is_a_map_of_what_the_table_states() {
    holds(
        &format!(
            "{HEAD}- addresses | Object | | #address\ntable Address #address\n- ip | String\n- kind | String\n\
             example 200 {{\"addresses\": {{\"7d0c-1\": [{{\"ip\": \"a\", \"kind\": \"b\"}}], \"9e1f-2\": []}}}}"
        ),
        "GET /v1/things list_things
         200: ListThingsOutput
         ListThingsOutput { addresses: map<list<Address>> }
         Address { ip: string, kind: string }",
    );
}

#[test]
fn a_body_that_the_example_wraps_is_wrapped_whatever_its_rows_are_called() {
    for row in ["colour", "thing"] {
        holds(
            &format!(
                "page a.md\nPUT /v1/things ReplaceThing\nrequest\n- size | Integer | yes\n- {row} | String\n\
                 example request {{\"thing\": {{\"size\": 1, \"{row}\": \"red\"}}}}"
            ),
            &format!(
                "PUT /v1/things replace_thing
         body: ReplaceThingBody
         ReplaceThingBody (example) {{ thing: Thing }}
         Thing {{ size: integer required, {row}: string }}"
            ),
        );
    }
}

#[test]
fn a_body_that_is_a_list_of_a_named_type() {
    let mut pages = pages("page a.md\nGET /v1/things ListThings\nresponse 200\ntable Thing\n- size | Integer\n");
    let body = pages[0].drafts[0].responses[0].body.as_mut().unwrap();
    body.shape = BodyShape::List(Some(TypeExpr::Object(Some("Thing".into()))));
    let service = link(pages, &Context { service: "things", ..Context::default() }).service;
    assert_eq!(render(&service), "GET /v1/things list_things\n  200: list<Thing>\nThing { size: integer }\n");
}

#[test]
fn examples_listed_by_media_type_are_bodies() {
    holds(
        &format!(
            "{HEAD}- size | Integer\nexample 200 {{\"application/json-1\": {{\"size\": 1}}, \"application/json-2\": {{\"size\": 2}}}}"
        ),
        "GET /v1/things list_things
         200: ListThingsOutput
         ListThingsOutput { size: integer }",
    );
}
