use std::time::Duration;

use sealpost_core::fixture;

use super::{keys::factor_key, *};

/// A server that has been running for months still deletes what is due.
#[tokio::test]
async fn due_files_are_deleted_regularly_while_the_server_runs() {
    assert_eq!(SWEEP.as_secs(), 60, "every minute, as docs/operations.md says");
    let folder = tempfile::tempdir().unwrap();
    let data = ("SEALPOST_DATA".to_owned(), folder.path().display().to_string());
    let settings = Settings::parse([data], None).unwrap();
    let store = open_database(&settings).await.unwrap().store();
    let url = PublicUrl::loopback("127.0.0.1:1".parse().unwrap());
    let key = factor_key(&settings).unwrap();
    let app = App::new(parts(&settings, store.clone(), key, url, false).unwrap());
    let (tess, _) = fixture::technician(&*store, "Tess").await;
    let sweeper = tokio::spawn(sweep(app, Duration::from_millis(20)));
    let at = fixture::KEEP.before(clock::now()) - 1;
    for _ in 0..3 {
        let (id, link) = fixture::configured(&*store, &tess, at).await;
        let gone = async {
            while store.submission(&link.locator()).await.unwrap().is_some() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        assert!(tokio::time::timeout(Duration::from_secs(20), gone).await.is_ok(), "{id} wasn't deleted");
    }
    sweeper.abort();
}
