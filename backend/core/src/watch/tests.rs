use super::*;

const NOW: i64 = 1_795_305_600;

#[test]
fn each_site_has_its_own_moment_of_the_week() {
    let ids: Vec<String> = (0..700).map(|number| format!("site-{number}")).collect();
    let mut days = [0; 7];
    for id in &ids {
        let due = next(id, NOW);
        assert!(due > NOW && due <= NOW + WEEK, "{id}: {due}");
        assert_eq!(next(id, due - 1), due, "not a second later");
        assert_eq!(next(id, due), due + WEEK, "once a week");
        days[usize::try_from((due - NOW - 1) / DAY).unwrap()] += 1;
    }
    assert!(days.iter().all(|sites| (60..=140).contains(sites)), "{days:?}");
}
