//! The program on a PostgreSQL server.

use std::fs;

use store_postgres::testing;

use crate::support::{Machine, PROGRAM, SAY, Server, link, run};

/// Runs a command on the database with this address.
fn on(url: &str, args: &[&str]) -> crate::support::Ran {
    Machine::new().run_with(args, "", &[("SEALPOST_DATABASE_URL", url)])
}

#[test]
fn another_server_continues_with_the_same_database() {
    let postgres = testing::Server::start().unwrap();
    let url = postgres.database("post").unwrap();
    let server = Server::on_postgres(Machine::new(), &url);
    let person = server.person();
    let (id, _) = link(&person);
    assert!(!server.data().join("sealpost.db").exists());
    assert_eq!(postgres.sql("post", "SELECT id FROM onboarding").unwrap().trim(), id);
    assert_eq!(on(&url, &["purge", "--dry-run"]).well(), "There's nothing to delete.\n");
    let output = on(&url, &["doctor"]).out;
    assert!(output.contains("ok    database       postgres://sealpost:[redacted]@"), "{output}");
    assert!(output.contains("is up to date"), "{output}");

    // On a server with a different key for authenticator apps, no one could sign in.
    let stranger = Machine::new();
    let mut command = stranger.command(PROGRAM);
    command.arg("serve").env("SEALPOST_LISTEN", "127.0.0.1:0").env("SEALPOST_DATABASE_URL", &url);
    let output = run(command, "").ended(2);
    assert!(output.contains("factors.key isn't the one that this database was set up with."), "{output}");
    assert!(output.contains("Copy factors.key from the data folder of another server"), "{output}");

    let other = Machine::new();
    fs::create_dir(other.path("data")).unwrap();
    fs::copy(server.data().join("factors.key"), other.path("data/factors.key")).unwrap();
    let other = Server::on_postgres(other, &url);
    assert_eq!(other.setup, "", "the database already has people");
}

#[test]
fn each_error_is_one_sentence_with_a_next_step() {
    let refused = |url: &str, expected: &[&str]| {
        for command in ["serve", "purge"] {
            let output = on(url, &[command]).ended(2);
            for sentence in expected {
                assert!(output.contains(sentence), "{command}: {output}");
            }
            assert_eq!(output.lines().count(), 2, "{output}");
            assert!(!output.contains("hunter2"), "{output}");
        }
    };
    refused(
        "postgres://me:hunter2@127.0.0.1:1/post",
        &["Couldn't reach the PostgreSQL server 127.0.0.1:1: ", "Check that PostgreSQL is running"],
    );
    let postgres = testing::Server::start().unwrap();
    let url = postgres.url("nothing");
    refused(&url, &[&SAY.postgres_no_database(&"nothing"), "createdb nothing"]);
    let url = url.replace("sealpost@", "mallory:hunter2@");
    refused(&url, &[&SAY.postgres_rejected(&"mallory"), SAY.postgres_rejected_next()]);
    let output = on("postgres://me:hunter2@db", &["serve"]).ended(2);
    assert!(
        output.contains("SEALPOST_DATABASE_URL: End the address with the name of a database"),
        "{output}"
    );
    assert!(!output.contains("hunter2"), "{output}");
}

#[test]
fn backups_refer_to_postgresqls_own_commands() {
    for (args, command) in [(&["backup", "x"][..], "pg_dump"), (&["restore", "x"], "pg_restore")] {
        let output = on("postgres://me:hunter2@127.0.0.1:1/post", args).ended(2);
        assert!(output.contains(SAY.backup_postgres_next()) && output.contains(command), "{output}");
        assert!(!output.contains("hunter2"), "{output}");
    }
}

#[test]
fn everything_is_copied_from_a_file_and_the_server_continues() {
    let postgres = testing::Server::start().unwrap();
    let url = postgres.database("post").unwrap();
    let server = Server::start();
    let person = server.person();
    let (id, _) = link(&person);
    let from = format!("sqlite:{}", server.data().join("sealpost.db").display());
    let output = Machine::new().run(&["migrate-store", &from, &url]).ended(2);
    assert!(output.contains("A server or another command is using the database"), "{output}");
    let machine = server.stop();
    let output = machine.run(&["migrate-store", &from, &url]).well();
    assert!(output.contains("onboarding              1  "), "{output}");
    assert!(output.contains(SAY.migrate_done_next()), "{output}");
    let moved = Server::on_postgres(machine, &url);
    assert_eq!(moved.setup, "", "the database already has people");
    assert_eq!(postgres.sql("post", "SELECT id FROM onboarding").unwrap().trim(), id);
    let output = Machine::new().run(&["migrate-store", &from, &url]).ended(2);
    assert!(output.contains("is using the database"), "{output}");
}
