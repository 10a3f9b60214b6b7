package dev.albireo.systemtests.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A class whose journeys use the {@link Running} stack with users and clients of their own, and so run beside the other classes. Classes
 * that stop a process of the stack or count what all requests do are {@link org.junit.jupiter.api.parallel.Isolated}, and run after all
 * others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
public @interface ConcurrentJourneys {}
