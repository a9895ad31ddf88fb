//! What the staff's page fetches for a person who signs in.

fn main() {
    frontend::staff::offer_desk();
}
