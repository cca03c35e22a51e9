//! `type/array/*`.

use crate::scenario::scenarios;

scenarios! {}
