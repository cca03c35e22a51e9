//! `server/*`.

use crate::scenario::scenarios;

scenarios! {}
