//! The program as a person or a CI job meets it: commands, exit statuses, messages and what is on disk afterwards.

#![cfg(test)]

mod check;
mod codegen;
mod config;
mod depth;
mod file_names;
mod generate;
mod interrupted;
mod look;
mod network;
mod project;
mod sandbox;
mod surroundings;
mod trace;
