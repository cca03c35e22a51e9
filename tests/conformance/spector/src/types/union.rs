//! `type/union/*`.

use crate::scenario::scenarios;

scenarios! {}
