/** Says which partition holds a row of a partitioned table. Partitions are created and dropped by the housekeeping. */
@NullMarked
package dev.albireo.oauth.partition;

import org.jspecify.annotations.NullMarked;
