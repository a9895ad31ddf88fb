//! How long a check waits for a slow server.

use super::*;

#[tokio::test]
async fn an_incomplete_greeting_is_slow_and_not_tls() {
    let server = serve(&[Do::Send("220-x\r\n"), Do::Hold]).await;
    let report = against(&server, Security::Starttls).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, word::GREETING_SLOW));
    let binary = serve(&[Do::Send("J\0\0\x005.7.44-log"), Do::Hold]).await;
    assert_eq!(against(&binary, Security::Starttls).await.cause, word::NOT_SMTP);
}

#[tokio::test]
async fn a_check_ends_in_time_even_if_the_server_is_slow() {
    let drip = [Do::Send("220 x\r\n"), Do::ReadLine, Do::Send("250-x\r\n"), Do::Hold];
    let server = serve(&drip).await;
    let mut request = request(server.port, Security::Starttls, SECRET, USER);
    request.target.limits.stage = Duration::from_mins(1);
    request.target.limits.total = Duration::from_millis(300);
    let report = run(&egress(Policy::anywhere(), &server.authority), &request).await;
    assert_eq!((report.verdict, &*report.cause), (CheckVerdict::Unreachable, word::WENT_SILENT));
    assert_eq!(report.stages.last().unwrap().outcome, StageOutcome::TimedOut);
}

/// Some servers delay the greeting on purpose, for 10 to 30 seconds.
#[test]
fn every_client_waits_long_enough_for_the_greeting() {
    let least = Duration::from_secs(30);
    let limits = Limits::default();
    assert!(limits.greeting >= least, "the check's limit: {limits:?}");
    assert!(limits.silence > limits.greeting, "the limit of the relay for a blind check: {limits:?}");
    assert!(limits.total >= limits.greeting + 2 * limits.stage, "time after the greeting: {limits:?}");
    assert!(shared::smtp::time_of(Stage::Greeting) >= least, "the browser's limit");
}
