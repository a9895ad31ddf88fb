//! Tests the errors for a database that can't be opened, and the condition of a database.

use store_postgres::{Address, Condition, OpenError, Postgres, examine, testing::Server};

async fn refusal(url: &str) -> OpenError {
    Postgres::open(&url.parse().unwrap()).await.unwrap_err()
}

#[tokio::test]
async fn each_error_is_recognized() {
    let server = Server::start().unwrap();
    let url = server.database("post").unwrap();

    let no_database = refusal(&server.url("other")).await;
    assert!(
        matches!(&no_database, OpenError::NoDatabase { database } if database == "other"),
        "{no_database}"
    );
    let rejected = refusal(&url.replace("sealpost@", "mallory:hunter2@")).await;
    assert!(matches!(&rejected, OpenError::Rejected { user } if user == "mallory"), "{rejected}");
    server.sql("post", "CREATE ROLE guest LOGIN").unwrap();
    let no_rights = refusal(&url.replace("sealpost@", "guest@")).await;
    assert!(matches!(&no_rights, OpenError::NoRights { user } if user == "guest"), "{no_rights}");

    drop(server);
    let down = refusal(&url).await;
    assert!(matches!(down, OpenError::Unreachable { .. }), "{down}");
    let nobody = refusal("postgres://me:hunter2@127.0.0.1:1/post").await;
    assert!(matches!(&nobody, OpenError::Unreachable { server, .. } if server == "127.0.0.1:1"), "{nobody}");
    assert!(!nobody.to_string().contains("hunter2"), "{nobody}");
}

#[tokio::test]
async fn each_condition_is_recognized() {
    let server = Server::start().unwrap();
    let address: Address = server.database("post").unwrap().parse().unwrap();
    assert_eq!(examine(&address).await.unwrap(), Condition::Empty);
    let store = Postgres::open(&address).await.unwrap();
    let current = examine(&address).await.unwrap();
    assert!(matches!(current, Condition::Current { is_private: true, .. }), "{current:?}");
    store.close().await;
    server.sql("post", "UPDATE _sqlx_migrations SET version = 999999 WHERE version = 1").unwrap();
    assert_eq!(examine(&address).await.unwrap(), Condition::Newer);
    assert!(matches!(Postgres::open(&address).await.unwrap_err(), OpenError::Newer));
    server.sql("post", "DELETE FROM _sqlx_migrations").unwrap();
    assert_eq!(examine(&address).await.unwrap(), Condition::Behind(7));
}

#[tokio::test]
async fn two_servers_can_start_at_once_on_an_empty_database() {
    let server = Server::start().unwrap();
    let address: Address = server.database("post").unwrap().parse().unwrap();
    let (one, other) = tokio::join!(Postgres::open(&address), Postgres::open(&address));
    one.unwrap().close().await;
    other.unwrap().close().await;
}
