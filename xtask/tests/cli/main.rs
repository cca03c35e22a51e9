//! The program as a person or a CI job meets it: commands, exit statuses, messages and what is on disk afterwards.

#![cfg(test)]

mod check;
mod codegen;
mod config;
mod generate;
mod look;
mod project;
