package dev.albireo.systemtests.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A class that starts services of its own. It runs beside the classes of the {@link Running} stack, which it neither uses nor disturbs, and
 * never beside another of its kind: they share ports, and the machine. It comes after the others, when the start of services has been recorded
 * and is cheaper, unless it has an order of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(SecondStack.LOCK)
@Order(Order.DEFAULT + 1)
public @interface SecondStack {
    /** The lock of these classes, for others that start such services too. */
    String LOCK = "second-stack";
}
