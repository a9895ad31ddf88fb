//! Passes every file of the fuzz corpora to its target, with an ordinary compiler.

#[expect(unreachable_pub, reason = "it is a library there")]
#[path = "fuzz/src/lib.rs"]
mod readers;

use std::{collections::BTreeSet, fs, path::Path};

type Reader = fn(&[u8]);

/// The targets, as in `fuzz/Cargo.toml`.
const TARGETS: [(&str, Reader); 17] = [
    ("agefile", readers::agefile),
    ("dkim", readers::dkim),
    ("dmarc", readers::dmarc),
    ("env", readers::env),
    ("json", readers::json),
    ("jwt", readers::jwt),
    ("link", readers::link),
    ("message", readers::message),
    ("mta-sts", readers::mta_sts),
    ("paste", readers::paste),
    ("relay", readers::relay),
    ("sealed", readers::sealed),
    ("session", readers::session),
    ("smtp", readers::smtp),
    ("spf", readers::spf),
    ("token", readers::token),
    ("typed", readers::typed),
];

/// Finds a request body that a route accepts but the fuzzer doesn't cover.
#[test]
fn the_json_target_covers_every_request_body() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = fs::read_to_string(root.join("fuzz/src/json.rs")).expect("readable");
    let routes = fs::read_dir(root.join("../backend/web/src/routes")).expect("routes");
    let texts = routes.map(|file| fs::read_to_string(file.expect("readable").path()).unwrap_or_default());
    let bodies: BTreeSet<String> = texts
        .flat_map(|text| {
            let types = text
                .split("): Body<")
                .skip(1)
                .map(|rest| rest.split('>').next().unwrap_or_default().to_owned());
            types.collect::<Vec<_>>()
        })
        .collect();
    assert!(bodies.len() > 15, "{bodies:?}");
    let missing: Vec<&String> =
        bodies.iter().filter(|body| !target.contains(&format!("read::<{body}>(body)"))).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn every_corpus_file_passes_its_target() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (target, read) in TARGETS {
        let files = fs::read_dir(corpora.join(target)).unwrap_or_else(|error| panic!("{target}: {error}"));
        let mut count = 0;
        for file in files {
            let path = file.expect("a readable folder").path();
            // Printed if the test fails, to name the file.
            println!("{}", path.display());
            read(&fs::read(&path).expect("readable"));
            count += 1;
        }
        assert!(count > 0, "no corpus for {target}");
    }
    let folders = fs::read_dir(&corpora).expect("corpora");
    let folders: BTreeSet<String> =
        folders.map(|folder| folder.expect("a folder").file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(folders, TARGETS.map(|(target, _)| target.to_owned()).into(), "every corpus has a target");
}
