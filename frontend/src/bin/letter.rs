//! The program that the client's page loads for the guide and the steps after it.

use frontend::client::LETTER;

fn main() {
    LETTER.offer();
}
