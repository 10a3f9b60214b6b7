package dev.albireo.cli;

/** The output formats. */
enum Format {
    /** A table for reading. */
    table,
    /** One document. */
    json,
    /** One document. */
    yaml
}
