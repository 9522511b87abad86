//! JSON Schemas from the types that write the wire formats.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

/// What a type of the wire looks like in JSON, as it is written.
pub(super) fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

/// The ids of a closed list whose value may be missing.
pub(super) fn or_null(ids: Vec<&'static str>) -> Vec<Option<&'static str>> {
    ids.into_iter().map(Some).chain([None]).collect()
}
