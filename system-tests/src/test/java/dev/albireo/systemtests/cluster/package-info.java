/** What {@code make cluster} checks of the system on a Kubernetes cluster. */
@NullMarked
package dev.albireo.systemtests.cluster;

import org.jspecify.annotations.NullMarked;
