//! Reads Vietnamese official press and builds a graph of who chaired, directed and attended what, in which post, and when.

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod vocab;
pub mod article;
pub mod text;
pub mod lexicon;
pub mod mention;
pub mod entity;
pub mod event;
pub mod extractor;
pub mod graph;
pub mod query;
pub mod export;
pub mod annotation;
pub mod store;
pub mod eval;

pub use article::Article;
pub use extractor::{Extractor, Reading};
pub use graph::Graph;
