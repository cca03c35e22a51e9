//! `type/file/*`.

use crate::scenario::scenarios;

scenarios! {}
