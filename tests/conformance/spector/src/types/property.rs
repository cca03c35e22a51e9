//! `type/property/*`.

use crate::scenario::scenarios;

scenarios! {}
