/** The mailbox of a stack: an SMTP server that keeps what the services send, and a page that shows it. */
@NullMarked
package dev.albireo.devstack.mail;

import org.jspecify.annotations.NullMarked;
