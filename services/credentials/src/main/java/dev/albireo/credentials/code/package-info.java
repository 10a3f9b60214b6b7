/** Codes that users type, of any origin: every attempt is counted before the code is verified. */
@NullMarked
package dev.albireo.credentials.code;

import org.jspecify.annotations.NullMarked;
