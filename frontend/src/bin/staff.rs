//! What `/staff` loads.

fn main() {
    frontend::staff::start();
}
