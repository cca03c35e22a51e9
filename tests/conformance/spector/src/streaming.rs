//! `streaming/*`.

use crate::scenario::scenarios;

scenarios! {}
