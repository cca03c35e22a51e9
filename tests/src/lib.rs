//! Tests of the whole line; see the files beside this one.
