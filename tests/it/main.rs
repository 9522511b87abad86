//! Every integration test, in one binary: a module a stage, and the samples that several of them share.

mod article;
mod ask;
mod cases;
mod cli;
mod docs;
mod entity;
mod eval;
mod event;
mod explain;
mod export;
mod facts;
mod gazetteers;
mod graph;
mod kinship;
mod mention;
mod namesakes;
mod output;
mod properties;
mod prose;
mod query;
mod sample;
mod selection;
mod spells;
mod store;
mod text;
mod tidy;
