//! Every integration test, in one binary: a module a stage, and the samples that several of them share.

mod cli;
mod export;
mod facts;
mod graph;
mod query;
mod sample;
