/** The second-factor policy that administrators declare: its document, its versions, and the policy in force on this replica. */
@NullMarked
package dev.albireo.oauth.policy;

import org.jspecify.annotations.NullMarked;
