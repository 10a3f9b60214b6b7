/** What an earlier release has left in the databases must go on under today's services. */
@NullMarked
package dev.albireo.systemtests.released;

import org.jspecify.annotations.NullMarked;
