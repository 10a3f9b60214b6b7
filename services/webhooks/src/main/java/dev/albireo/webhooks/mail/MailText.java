package dev.albireo.webhooks.mail;

/**
 * The texts of one type of mail.
 *
 * @param happened the first sentence: what happened
 * @param link the text of the link
 * @param otherwise what to do if it was not the user
 * @param expires whether the link expires with the mail
 */
record MailText(String subject, String happened, String link, String otherwise, boolean expires) {}
