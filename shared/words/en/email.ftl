### The page at /email, which explains how a website sends email. Anyone can read it, without a link.

heading = How a website sends email
description =
    What SMTP is, and why your website needs it. What SPF, DKIM, and DMARC do. In plain words, with ports and terms for
    IT people.
lead = Your website sends email for you. This page explains how that works. It takes about 5 minutes to read.
contents = On this page

## SMTP

smtp = What is SMTP?
smtp-what = SMTP is how email is sent. Your email app uses it each time you press Send. Your website can use it, too.
smtp-steps =
    Your website gives the message to your email provider's server. That server passes it on to the reader's provider.
smtp-sign-in =
    Your provider's server accepts messages only from people it knows. So your website signs in, like your phone does.

## Why a website sends email

why = Why does a website send email?
why-messages = Most websites send email on their own. For example:
why-contact = What someone wrote in your contact form
why-orders = An order, an invoice, or a receipt
why-passwords = A link to reset a password
why-bookings = A booking, or a reminder of one
why-matters = If one of these messages gets lost, a customer waits. Often, no one notices for days.

## What goes wrong without it

without = What goes wrong without it?
without-server =
    Without your settings, a website often sends email straight from the server it runs on. Often, nothing shows
    that this server can send for you.
without-stranger =
    To other providers, this looks like a stranger who uses your address. They put the message in spam or reject it.
without-signs = This is what you see then:
without-spam = Orders and contact messages are in the spam folder, or they never arrive.
without-sent = The website says that it sent a message, but no one gets it.
without-others = Another website on the same server sends spam, and your messages get blocked, too.
without-fixed = With your settings, the email comes from your own provider. That's where it should come from.

## SPF, DKIM and DMARC

records = What are SPF, DKIM, and DMARC?
records-what = They're three kinds of records in your domain's DNS. DNS is the public list of settings for your domain.
records-pipes = They work like the pipes in a house. You don't see them, but you notice when one is missing.
spf = SPF: who can send
spf-what =
    SPF lists the servers that can send email for your domain. The server that gets a message checks if it came from
    one of them.
dkim = DKIM: a signature
dkim-what =
    DKIM adds a signature to each message. It shows which domain signed the message. It also shows if someone changed
    a signed part on the way.
dmarc = DMARC: what to do if both fail
dmarc-what =
    DMARC compares SPF and DKIM with the sender's address that people see. If neither matches, your DMARC record asks
    for one of three things. The other server can accept the message, put it in spam, or reject it.
records-all =
    Set up all three at the company that manages your DNS. If you change your email provider, check them again.
records-no-promise =
    They help your email reach the inbox, but they can't promise it. Spam filters look at many other things, too.

## IMAP and POP

reading = What are IMAP and POP?
reading-what = SMTP sends email. IMAP and POP are for reading it.
reading-imap = IMAP leaves your email on the server, so all your devices show the same messages.
reading-pop = POP downloads your email to a device. The copy on the server is often deleted after that.
reading-website = A website that only sends email doesn't need IMAP or POP.

## What the agency needs

access = What do we need from you?
access-sign-in =
    Your website needs a way to sign in to your email provider. Often, this is an app password. You can turn it off
    without changing your own password.
access-link =
    Don't send a password by email or chat. { $agency } sends you a link instead. There, your device encrypts what you
    type.
access-checklist = Not sure who holds which login? The checklist helps you write that down.
