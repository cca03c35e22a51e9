//! `type/scalar/*`.

use crate::scenario::scenarios;

scenarios! {}
