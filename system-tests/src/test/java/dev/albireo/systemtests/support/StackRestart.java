package dev.albireo.systemtests.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A class that stops processes of the {@link Running} stack, replaces its keys, or counts what all requests do. It runs after the other classes
 * of that stack, and beside those that start services of their own ({@link SecondStack}) only.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(value = StackRestart.LOCK, mode = ResourceAccessMode.READ_WRITE)
@Order(Order.DEFAULT + 2)
public @interface StackRestart {
    /** The lock of the stack: classes that run concurrently and leave it as it is share it. */
    String LOCK = "running-stack";
}
