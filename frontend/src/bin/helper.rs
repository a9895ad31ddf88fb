//! The program that `/h` loads.

fn main() {
    frontend::helper::open();
}
