//! `encode/*`.

use crate::scenario::scenarios;

scenarios! {}
