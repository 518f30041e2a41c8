package arelops.core.evidence;

import arelops.core.id.Digest;

/// A document kept beside an entry, named by its digest.
///
/// @param name the file name under `evidence/` in the entry's commit
/// @param digest SHA-256 of its bytes
/// @param size its length in bytes
public record Evidence(String name, Digest digest, long size) {}
