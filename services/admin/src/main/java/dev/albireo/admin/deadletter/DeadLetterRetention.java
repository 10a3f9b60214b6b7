package dev.albireo.admin.deadletter;

import dev.albireo.housekeeping.RetentionRule;
import jakarta.inject.Singleton;
import java.util.List;

/** Deletes dead letters that are older than {@link DeadLetterConfig#retention()}. */
@Singleton
class DeadLetterRetention implements RetentionRule.RetentionRules {
    private final DeadLetterConfig config;

    DeadLetterRetention(DeadLetterConfig config) {
        this.config = config;
    }

    @Override
    public List<RetentionRule> leftovers() {
        return List.of(RetentionRule.of("dead_letter", "given_up_at", config.retention()));
    }
}
