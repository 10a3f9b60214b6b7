/** Deliveries to receivers that may be slow or unreachable: how many are in progress at a time. */
@NullMarked
package dev.albireo.delivery;

import org.jspecify.annotations.NullMarked;
