package dev.albireo.webhooks;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.albireo.testkit.ArchitectureRules;
import dev.albireo.testkit.ShippedCode;

@AnalyzeClasses(packages = "dev.albireo", importOptions = ShippedCode.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchTests STORES = ArchTests.in(ArchitectureRules.ForStores.class);

    @ArchTest
    static final ArchTests OWNERS = ArchTests.in(ArchitectureRules.ForOwners.class);
}
