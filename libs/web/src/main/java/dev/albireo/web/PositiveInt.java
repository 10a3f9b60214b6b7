package dev.albireo.web;

import org.eclipse.microprofile.config.spi.Converter;

/** Converts a setting that is a count: an integer of at least 1. */
public final class PositiveInt implements Converter<Integer> {
    /**
     * Returns the integer.
     *
     * @throws IllegalArgumentException if the text is no integer or less than 1; it ends the start of the service, which names the setting
     */
    @Override
    public Integer convert(String value) {
        int count = Integer.parseInt(value.strip());
        if (count < 1) {
            throw new IllegalArgumentException("must be 1 or more");
        }
        return count;
    }
}
