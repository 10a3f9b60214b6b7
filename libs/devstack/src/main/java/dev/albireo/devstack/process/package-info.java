/** Child processes, ports and the data folder: the launcher's use of the operating system. Independent of Albireo. */
@NullMarked
package dev.albireo.devstack.process;

import org.jspecify.annotations.NullMarked;
