package dev.albireo.oauth;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.albireo.testkit.ArchitectureRules;
import dev.albireo.testkit.ShippedCode;

@AnalyzeClasses(packages = "dev.albireo", importOptions = ShippedCode.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchTests STORES = ArchTests.in(ArchitectureRules.ForStores.class);

    @ArchTest
    static final ArchTests REST_CLIENTS = ArchTests.in(ArchitectureRules.ForRestClients.class);

    @ArchTest
    static final ArchTests OWNERS = ArchTests.in(ArchitectureRules.ForOwners.class);

    /** A feature may consist of several packages, such as {@code client}. */
    @ArchTest
    static final ArchRule packages_within_a_feature_form_no_cycle =
            slices().matching("dev.albireo.oauth.(**)").should().beFreeOfCycles();
}
