/** Password hashes that another provider computed: their formats, and the verification of passwords against them. */
@NullMarked
package dev.albireo.credentials.password.foreign;

import org.jspecify.annotations.NullMarked;
