package dev.albireo.admin;

import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.albireo.admin.owner.CommandId;
import dev.albireo.testkit.ArchitectureRules;
import dev.albireo.testkit.ShippedCode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestHeader;

@AnalyzeClasses(packages = "dev.albireo", importOptions = ShippedCode.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchTests REST_CLIENTS = ArchTests.in(ArchitectureRules.ForRestClients.class);

    @ArchTest
    static final ArchTests SERVICE_TOKENS = ArchTests.in(ArchitectureRules.ForServiceTokens.class);

    @ArchTest
    static final ArchRule every_request_to_an_owner_that_is_not_safe_carries_the_id_of_its_command = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(RegisterRestClient.class)
            .and(annotatedWithOneOf())
            .should(have(theIdOfTheirCommand()))
            .because("a command whose response is lost is sent again");

    private static DescribedPredicate<JavaMethod> annotatedWithOneOf() {
        return DescribedPredicate.describe(
                "are requests that are not safe",
                method -> method.isAnnotatedWith(POST.class)
                        || method.isAnnotatedWith(PUT.class)
                        || method.isAnnotatedWith(PATCH.class)
                        || method.isAnnotatedWith(DELETE.class));
    }

    private static DescribedPredicate<JavaMethod> theIdOfTheirCommand() {
        return DescribedPredicate.describe(
                "a CommandId in its header",
                method -> method.getParameters().stream()
                        .anyMatch(parameter -> parameter.getRawType().isEquivalentTo(CommandId.class)
                                && parameter.isAnnotatedWith(RestHeader.class)
                                && CommandId.HEADER.equals(parameter
                                        .getAnnotationOfType(RestHeader.class)
                                        .value())));
    }
}
