//! `special-words/*`.

use crate::scenario::scenarios;

scenarios! {}
