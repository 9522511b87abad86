//! Every integration test, in one binary: a module a stage, and the samples that several of them share.

mod article;
mod cases;
mod cli;
mod entity;
mod event;
mod export;
mod facts;
mod graph;
mod mention;
mod prose;
mod query;
mod sample;
mod text;
