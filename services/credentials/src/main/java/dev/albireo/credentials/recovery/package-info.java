/** Recovery codes: ten at a time, shown once, each good once where a factor is lost. */
@NullMarked
package dev.albireo.credentials.recovery;

import org.jspecify.annotations.NullMarked;
