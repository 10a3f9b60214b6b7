/** Events that a service could not process: listed, and sent to their service again. */
@NullMarked
package dev.albireo.admin.deadletter;

import org.jspecify.annotations.NullMarked;
