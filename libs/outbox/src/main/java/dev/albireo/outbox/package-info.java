/**
 * Facts leave a service through its outbox, written in the transaction of the change itself, and enter another through an inbox that
 * checks who wrote them. At least once on the way; the receiver applies by version or by event id.
 */
@NullMarked
package dev.albireo.outbox;

import org.jspecify.annotations.NullMarked;
