//! IR to OpenAPI 3.1.
