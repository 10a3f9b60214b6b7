package dev.albireo.cli;

/** How answers are printed. */
enum Format {
    /** For people. */
    table,
    /** One document. */
    json,
    /** One document. */
    yaml
}
