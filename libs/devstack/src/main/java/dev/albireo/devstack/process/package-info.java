/** Child processes, ports and the data folder: what the launcher asks of the operating system. Knows nothing of Albireo. */
@NullMarked
package dev.albireo.devstack.process;

import org.jspecify.annotations.NullMarked;
