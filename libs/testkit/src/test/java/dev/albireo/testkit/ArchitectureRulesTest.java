package dev.albireo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rules of the architecture detect violations")
class ArchitectureRulesTest {
    private final JavaClasses careless = new ClassFileImporter().importPackages("dev.albireo.sample");

    @Test
    void careless_code_breaks_these_and_no_others() {
        assertThat(brokenBy(careless))
                .containsExactlyInAnyOrder(
                        "rule_1_features_form_no_cycle",
                        "rule_3_only_resources_speak_http",
                        "rule_4_endpoints_are_public",
                        "rule_5_time_and_chance_are_injected",
                        "rule_8_fields_of_beans_are_final",
                        "rule_9_names_say_what_a_class_is_for",
                        "rule_10_events_live_in_one_place_and_are_plain",
                        "rule_12_every_package_is_null_marked",
                        "rule_13_cryptography_has_one_place",
                        "rule_16_a_JWT_has_one_parser",
                        "rule_18_one_client_calls_out",
                        "rule_19_parameters_of_URLs_have_one_encoder",
                        "rule_20_cookies_have_no_version",
                        "rule_22_one_class_creates_audit_events",
                        "rule_23_SQL_is_not_a_native_query");
    }

    @Test
    void the_event_records_break_none() {
        assertThat(brokenBy(new ClassFileImporter().importPackages("dev.albireo.events")))
                .isEmpty();
    }

    /** Returns the broken rules; a rule that concerns none of these few classes is not broken by them. */
    private static List<String> brokenBy(JavaClasses classes) {
        Predicate<ArchRule> broken =
                rule -> rule.allowEmptyShould(true).evaluate(classes).hasViolation();
        return Stream.concat(
                        Stream.of(ArchitectureRules.class), Arrays.stream(ArchitectureRules.class.getDeclaredClasses()))
                .flatMap(rules -> Arrays.stream(rules.getDeclaredFields()))
                .filter(field -> field.getType() == ArchRule.class)
                .filter(field -> broken.test(read(field)))
                .map(Field::getName)
                .toList();
    }

    private static ArchRule read(Field field) {
        try {
            return (ArchRule) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError("the rules are visible in this package", e);
        }
    }
}
