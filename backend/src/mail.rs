//! Our own notices, through lettre.
