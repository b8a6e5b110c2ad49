//! What a run is: configuration, which files, and write-or-check of every output, in one place.
