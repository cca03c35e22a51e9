//! `serialization/*`.

use crate::scenario::scenarios;

scenarios! {}
