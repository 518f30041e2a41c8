/// Reads `.arelops.yaml` into the records of `core.policy`, and tells what it says: problems, explanation, schema.
///
/// The only package that uses the YAML library.
@NullMarked
package arelops.app.config;

import org.jspecify.annotations.NullMarked;
