package dev.albireo.systemtests.doors;

import dev.albireo.systemtests.doors.Rule.Cell;
import dev.albireo.systemtests.support.ConcurrentJourneys;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** docs/threats.md says how to read what it prints. */
@DisplayName("Doors and rules: every rule holds at every door")
@ConcurrentJourneys
class DoorsTest {
    private static final List<Supplier<Rule>> RULES = List.of(
            PartialSession::new,
            EndedSession::new,
            DisabledUser::new,
            DisabledClient::new,
            RevokedGrant::new,
            WrongKind::new,
            AnotherClient::new,
            Replay::new,
            PkceDowngrade::new,
            RedirectUri::new,
            ReservedScope::new,
            ForgedJwt::new,
            AcrTruth::new,
            CrossSite::new,
            Malformed::new,
            AmbiguousFraming::new,
            ParallelTabs::new,
            Limits::new,
            RecentProof::new);

    private static final Matrix MATRIX = new Matrix();

    @TestFactory
    Stream<DynamicContainer> rules() {
        return RULES.stream().map(Supplier::get).map(DoorsTest::doors);
    }

    private static DynamicContainer doors(Rule rule) {
        MATRIX.add(rule);
        return DynamicContainer.dynamicContainer(
                rule.toString(),
                Arrays.stream(Door.values())
                        .map(door -> DynamicTest.dynamicTest(door.toString(), () -> attempt(rule, door))));
    }

    private static void attempt(Rule rule, Door door) throws Exception {
        switch (rule.cell(door)) {
            case Cell.Tried tried -> MATRIX.held(rule, door, tried.attempt().call());
            case Cell.Without without -> MATRIX.without(rule, door, without.reason());
        }
    }

    @AfterAll
    static void print() {
        MATRIX.print();
    }
}
