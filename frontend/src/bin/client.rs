//! What `/o` loads.

fn main() {
    frontend::client::start();
}
