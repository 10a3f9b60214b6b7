package dev.albireo.credentials;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.testkit.ArchitectureRules;
import dev.albireo.testkit.ShippedCode;
import java.util.function.BooleanSupplier;

@AnalyzeClasses(packages = "dev.albireo", importOptions = ShippedCode.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchTests STORES = ArchTests.in(ArchitectureRules.ForStores.class);

    @ArchTest
    static final ArchTests REST_CLIENTS = ArchTests.in(ArchitectureRules.ForRestClients.class);

    @ArchTest
    static final ArchTests SERVICE_TOKENS = ArchTests.in(ArchitectureRules.ForServiceTokens.class);

    @ArchTest
    static final ArchTests OWNERS = ArchTests.in(ArchitectureRules.ForOwners.class);

    @ArchTest
    static final ArchRule only_administration_hashes_outside_the_shares_of_networks = noClasses()
            .that()
            .resideOutsideOfPackage("dev.albireo.credentials.admin..")
            .and()
            .areNotAssignableTo(HashCaller.class)
            .should()
            .accessField(HashCaller.class, "ADMINISTRATION")
            .orShould()
            .callConstructor(HashCaller.class, String.class, BooleanSupplier.class)
            .because(
                    "HashCaller.of gives every browser the share of its network, and no hash after it has disconnected");
}
