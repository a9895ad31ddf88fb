//! The program that the client's page loads for all steps after the welcome page, and for the help.

fn main() {
    frontend::client::offer_letter();
}
