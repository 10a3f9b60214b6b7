package dev.albireo.sample.alpha;

/** Breaks rule 10. */
public class LoginEvent {}
