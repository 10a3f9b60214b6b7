/** Groups as declared resources: what they require of their members, and who the members are. */
@NullMarked
package dev.albireo.credentials.group;

import org.jspecify.annotations.NullMarked;
