//! `response/*`.

use crate::scenario::scenarios;

scenarios! {}
