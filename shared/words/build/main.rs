//! Turns the sentences of each language into functions, one for each message. A missing message or a wrong variable
//! fails the build. Each language has the same messages, with the same variables, as English.

mod causes;
mod grants;
mod keys;
mod read;
mod rows;
mod write;

use std::{env, error::Error, fs, path::Path};

use read::Room;

/// The language that all others are compared with.
const ENGLISH: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let root = Path::new(&root);
    let mut languages: Vec<String> = Vec::new();
    for entry in fs::read_dir(root)? {
        let name = entry?.file_name().into_string().unwrap_or_default();
        if name.len() == 2 {
            println!("cargo::rerun-if-changed={name}");
            languages.push(name);
        }
    }
    println!("cargo::rerun-if-changed=build");
    // English comes first, the others by name.
    languages.sort_by_key(|name| (name != ENGLISH, name.clone()));

    let mut rooms: Vec<Room> =
        languages.iter().map(|name| Room::read(root, name)).collect::<Result<_, _>>()?;
    if env::var_os("CARGO_FEATURE_KEYS").is_some() {
        rooms.iter_mut().for_each(keys::instead_of_texts);
    }
    let (english, others) = rooms.split_first().ok_or("shared/words/en is missing")?;
    let wrong: Vec<String> = others.iter().flat_map(|room| room.differences(english)).collect();
    if !wrong.is_empty() {
        return Err(wrong.join("\n").into());
    }
    let mut functions = write::functions(&rooms);
    if let Some(file) = english.files.get(causes::CAUSES) {
        functions.push_str(&causes::lookup(file)?);
    }
    if let Some(file) = english.files.get(grants::GRANTS) {
        functions.push_str(&grants::lookup(root, file)?);
    }
    for table in rows::TABLES {
        let file = english.files.get(table.file).ok_or_else(|| format!("{}.ftl is missing", table.file))?;
        functions.push_str(&table.lookup(root, file)?);
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.rs"), functions)?;
    Ok(())
}
