//! What the client's page fetches while the client is on the way to the guide.

use frontend::client::LETTER;

fn main() {
    LETTER.offer();
}
