package dev.albireo.sample.util;

/** Breaks rules 9 and 12. */
public final class NameHelper {}
