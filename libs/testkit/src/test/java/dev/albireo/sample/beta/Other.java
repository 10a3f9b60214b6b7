package dev.albireo.sample.beta;

import dev.albireo.sample.alpha.Careless;

/** Breaks rules 1 and 12. */
public class Other {
    Class<?> friend() {
        return Careless.class;
    }
}
