//! `payload/multipart`.

use crate::scenario::scenarios;

scenarios! {}
