/** Which factors a person has besides the password, and when they may be changed. Knows how none of them is proved. */
@NullMarked
package dev.albireo.credentials.factor;

import org.jspecify.annotations.NullMarked;
