//! `documentation/*`.

use crate::scenario::scenarios;

scenarios! {}
