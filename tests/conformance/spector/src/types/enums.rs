//! `type/enums/*`.

use crate::scenario::scenarios;

scenarios! {}
