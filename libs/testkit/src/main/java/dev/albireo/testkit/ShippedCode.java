package dev.albireo.testkit;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Excludes test code and this library from the classes that {@link ArchitectureRules} check. */
public final class ShippedCode implements ImportOption {
    private static final ImportOption NO_TESTS = Predefined.DO_NOT_INCLUDE_TESTS;

    @Override
    public boolean includes(Location location) {
        return NO_TESTS.includes(location) && !location.contains("/dev/albireo/testkit/");
    }
}
