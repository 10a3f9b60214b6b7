package dev.albireo.systemtests.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A class whose journeys use the {@link Running} stack with users and clients of their own, and so run beside the other classes, except those
 * that stop a process of the stack or count what all requests do ({@link StackRestart}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = StackRestart.LOCK, mode = ResourceAccessMode.READ)
public @interface ConcurrentJourneys {}
