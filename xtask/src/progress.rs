//! Prints progress messages for work that takes a while. They say how long the work usually takes on two cores.

/// Prints what is happening, such as "Building the server", and how long it usually takes, such as "2 minutes".
pub(crate) fn say(what: &str, usually: &str) {
    eprintln!("{}", line(what, usually));
}

/// The same for work that takes exactly the given number of seconds.
pub(crate) fn say_exactly(what: &str, seconds: u32) {
    eprintln!("{what}, for {seconds} s");
}

fn line(what: &str, usually: &str) -> String {
    format!("{what}, usually {usually}")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::place::files_below;

    #[test]
    fn a_line_says_what_is_happening_and_how_long_it_takes() {
        assert_eq!(line("Building the server", "2 minutes"), "Building the server, usually 2 minutes");
    }

    /// All messages about work, such as "Building …" and "Installing …", have to go through this file.
    #[test]
    fn every_line_about_work_says_how_long_it_usually_takes() {
        let sources = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
        let mut shown = 0;
        for file in sources {
            let text = fs::read_to_string(&file).unwrap();
            shown += text.matches("progress::say(").count();
            for (_, printed) in
                text.match_indices("eprintln!(").map(|(at, _)| text[at..].split_once('"').unwrap())
            {
                let first = printed.split([' ', '"', ',']).next().unwrap();
                assert!(!first.ends_with("ing") && first != "──", "{}: “{first} …”", file.display());
            }
        }
        assert!(shown > 10, "{shown} lines");
    }
}
