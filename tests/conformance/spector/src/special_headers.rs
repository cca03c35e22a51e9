//! `special-headers/*`.

use crate::scenario::scenarios;

scenarios! {}
