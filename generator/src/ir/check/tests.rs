use super::{
    super::{Field, Service, TypeRef, yaml_tests::full},
    check,
};
use crate::diagnostic::Code;

fn codes(change: fn(&mut Service)) -> Vec<Code> {
    let mut service = full();
    // Its types are too small for pages.
    (service.operations[0].pagination, service.operations[0].envelope) = (None, None);
    change(&mut service);
    check(&service).into_iter().map(|finding| finding.code).collect()
}

#[test]
fn a_sound_service_passes() {
    assert_eq!(codes(|_| ()), []);
}

#[test]
fn each_breach_has_its_code() {
    type Change = fn(&mut Service);
    let table: [(Change, Code); 10] = [
        (|s| s.types.clear(), Code::DanglingType),
        (|s| s.operations.push(s.operations[0].clone()), Code::DuplicateName),
        (|s| s.operations[0].name = "showThing".into(), Code::BadName),
        (|s| s.operations[0].path = "/v1/things/{id}".into(), Code::PathMismatch),
        (|s| s.operations[0].inputs[0].location = super::Location::Path, Code::PathMismatch),
        (|s| s.operations[0].outputs.extend_from_within(..), Code::DuplicateName),
        (|s| s.types["Thing"].fields.extend_from_within(..), Code::DuplicateName),
        (|s| s.types["Thing"].fields[0].ty = TypeRef::Named("Thing".into()), Code::EndlessType),
        (|s| s.rename_type("Thing", "thing_1"), Code::BadName),
        (|s| s.operations[0].envelope = full().operations[0].envelope.clone(), Code::AnswerMismatch),
    ];
    for (row, (change, code)) in table.into_iter().enumerate() {
        assert!(codes(change).contains(&code), "row {row}: {code:?}");
    }
}

#[test]
fn a_type_may_hold_itself_behind_a_list_or_an_optional_field() {
    let list =
        |s: &mut Service| s.types["Thing"].fields[0].ty = TypeRef::List(Box::new(TypeRef::Named("Thing".into())));
    assert_eq!(codes(list), []);
    let optional = |s: &mut Service| {
        let field = Field { ty: TypeRef::Named("Thing".into()), required: false, ..s.types["Thing"].fields[0].clone() };
        s.types["Thing"].fields = vec![field];
    };
    assert_eq!(codes(optional), []);
}
