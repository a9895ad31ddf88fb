//! The program that `/o` loads.

use frontend::client::EARLY;

fn main() {
    EARLY.offer();
    EARLY.start_soon();
}
