use super::*;

fn locator(letter: &str) -> Locator {
    Locator::try_from(format!("{letter}{}", "0".repeat(25))).unwrap()
}

#[tokio::test]
async fn reports_run_one_per_link_and_a_few_in_total() {
    let short = Duration::from_millis(200);
    let turns = Turns { patience: short, patience_for_own: short, ..Turns::default() };
    let letters = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let mut held = Vec::new();
    for letter in letters.into_iter().take(AT_ONCE) {
        held.push(turns.take(&locator(letter)).await.unwrap());
    }
    assert!(matches!(turns.take(&locator("a")).await, Err(Error::ReportRunning)));
    assert!(matches!(turns.take(&locator("g")).await, Err(Error::Busy)));
    assert!(matches!(turns.take(&locator("g")).await, Err(Error::Busy)), "a refused caller holds no turn");
    let turns = Turns { patience_for_own: Duration::from_mins(1), ..turns };
    let ending = async {
        sleep(short).await;
        held.remove(0);
    };
    let own = locator("a");
    let (waited, ()) = tokio::join!(turns.take(&own), ending);
    assert!(waited.is_ok(), "a reloaded page waits for its own turn");
}
