use super::*;

#[test]
fn roles_have_their_permissions() {
    use Permission::{Administer, Manage, Open, Watch};
    let table = [
        (Role::Manager, [true, true, false, false]),
        (Role::Technician, [false, true, true, false]),
        (Role::Admin, [true, true, false, true]),
    ];
    for (role, expected) in table {
        let got = [Manage, Watch, Open, Administer].map(|permission| may(&[role], permission));
        assert_eq!(got, expected, "{role:?}");
    }
    assert!(![Manage, Watch, Open, Administer].into_iter().any(|permission| may(&[], permission)));
}
