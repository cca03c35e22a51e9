//! `parameters/*`.

use crate::scenario::scenarios;

scenarios! {}
