package dev.albireo.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Egress settings that are left out. */
record NothingTrusted() implements EgressConfig {
    @Override
    public Optional<List<String>> allow() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> trustedCertificates() {
        return Optional.empty();
    }
}
