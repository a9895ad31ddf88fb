//! The program that the staff page loads after a user signs in.

fn main() {
    frontend::staff::offer_desk();
}
