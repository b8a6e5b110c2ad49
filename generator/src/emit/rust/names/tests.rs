//! Names as a table: what pages write, and what it is called.

use super::{Kind, Scope, assign, plain, words};

fn names(kind: Kind, wishes: &[&str]) -> Vec<String> {
    assign(kind, wishes.iter().copied()).iter().map(ToString::to_string).collect()
}

#[test]
fn one_name_by_itself() {
    for (kind, wish, name) in [
        (Kind::Member, "instanceId", "instance_id"),
        (Kind::Member, "X-Auth-Token", "x_auth_token"),
        (Kind::Member, "OS-EXT-STS:vm_state", "os_ext_sts_vm_state"),
        (Kind::Member, "@modelarts:color", "modelarts_color"),
        (Kind::Member, "os.modelarts.node/drain", "os_modelarts_node_drain"),
        (Kind::Member, "changes-since", "changes_since"),
        (Kind::Member, "HTTPServer2Port", "http_server2_port"),
        (Kind::Member, "instanceIDs", "instance_ids"),
        (Kind::Member, "privateIPv6Address", "private_ipv6_address"),
        (Kind::Member, "2fa", "value_2fa"),
        (Kind::Member, "\u{540d}\u{79f0}", "u540d_u79f0"),
        (Kind::Member, "", "value"),
        (Kind::Member, "$*", "value"),
        (Kind::Member, "_", "value"),
        (Kind::Member, "type", "r#type"),
        (Kind::Member, "gen", "r#gen"),
        (Kind::Member, "self", "self_value"),
        (Kind::Member, "Self", "self_value"),
        (Kind::Member, "extra", "extra_value"),
        (Kind::Member, "new", "new_value"),
        (Kind::Input, "send", "send_value"),
        (Kind::Operation, "new", "new_operation"),
        (Kind::Operation, "2fa_enable", "operation_2fa_enable"),
        (Kind::Module, "as", "as_operation"),
        (Kind::Module, "con", "con_operation"),
        (Kind::Module, "com1", "com1_operation"),
        (Kind::Type, "StatusResult", "StatusResult"),
        (Kind::Type, "VPCPeer", "VPCPeer"),
        (Kind::Type, "Option", "OptionType"),
        (Kind::Type, "list things", "ListThings"),
        (Kind::Type, "", "Type"),
        (Kind::Variant, "CREATE_FAIL", "CreateFail"),
        (Kind::Variant, "zh-cn", "ZhCn"),
        (Kind::Variant, "Self", "SelfValue"),
        (Kind::Variant, "unlisted", "UnlistedValue"),
        (Kind::Variant, "v1.2", "V1_2"),
        (Kind::Constant, "being brought offline", "BEING_BROUGHT_OFFLINE"),
        (Kind::Constant, "404", "VALUE_404"),
    ] {
        assert_eq!(names(kind, &[wish]), [name], "{kind:?} {wish:?}");
    }
}

#[test]
fn near_duplicates_are_numbered_and_take_no_other_name() {
    assert_eq!(names(Kind::Member, &["a_b", "aB", "a-b", "a_b_2"]), ["a_b", "a_b_3", "a_b_4", "a_b_2"]);
    assert_eq!(names(Kind::Variant, &["UP", "up", "Up2"]), ["Up", "Up3", "Up2"]);
    assert_eq!(names(Kind::Variant, &["v1", "V1"]), ["V1", "V1_2"]);
}

#[test]
fn a_scope_remembers() {
    let mut scope = Scope::new(Kind::Type);
    scope.reserve("ThingRequired");
    scope.assign(["Thing"]);
    let more: Vec<String> = scope.assign(["Thing", "ThingRequired"]).iter().map(plain).collect();
    assert_eq!(more, ["Thing2", "ThingRequired2"]);
}

#[test]
fn any_text_gives_an_identifier() {
    let kinds = [Kind::Member, Kind::Operation, Kind::Module, Kind::Type, Kind::Variant, Kind::Constant];
    let samples =
        ["\u{202e}", "\u{0}", "a\nb", "\"; }", "r#", "é", "ß", "\u{1f600}", "__", "9", "a\u{301}", "*/", "//"];
    for kind in kinds {
        for name in names(kind, &samples) {
            assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{kind:?} {name:?}");
            assert!(name.is_ascii(), "{kind:?} {name:?}");
        }
    }
}

#[test]
fn words_are_parted_at_case_and_symbols() {
    assert_eq!(words("showVPCList"), ["show", "vpc", "list"]);
    assert_eq!(words("vCPUs per-node"), ["vcpus", "per", "node"]);
}
