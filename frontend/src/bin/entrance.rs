//! The program that `/staff` loads.

fn main() {
    frontend::staff::open_entrance();
}
