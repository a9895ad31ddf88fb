### Ports and terms for IT people, at the end of the page at /email.

## Ports

ports = Ports, for your IT person
ports-which =
    Websites and email apps send through port 465 or 587. If your provider offers both, choose 465, because RFC 8314
    prefers TLS from the first byte.
port = Port
port-use = Used for
port-encryption = Encryption
port-standard = Standard
use-submission = Sending from a website or an email app
use-relay = Passing messages from server to server
use-imap = Reading email with IMAP
use-pop = Reading email with POP
encryption-implicit = TLS from the first byte (implicit TLS)
encryption-starttls = Plain at first, then TLS before the sign-in (STARTTLS)
encryption-offered = STARTTLS, if the other server offers it
ports-blocked = Many hosting companies block port 25 for websites.
ports-others =
    Some services also accept messages on port 2525, which isn't part of any standard. IMAP on port 143 and POP on port
    110 start without TLS.

## Terms

terms = Terms, for your IT person
submission = Submission (RFC 6409)
submission-what = A website or an email app gives a message to its provider's server. The server requires a sign-in.
relay = Relay (RFC 5321)
relay-what = A server passes a message on to the server that the MX record of the reader's domain names.
implicit-tls = Implicit TLS (RFC 8314)
implicit-tls-what = TLS starts with the first byte, before any command. Some programs call this SSL or SSL/TLS.
starttls = STARTTLS (RFC 3207)
starttls-what =
    A command that changes a plain connection to TLS. Set your program to require it, because someone on the network
    could hide the server's offer.
smtp-auth = SMTP AUTH (RFC 4954)
smtp-auth-what = The sign-in on an SMTP connection, with a user name and a password, or with an access token (OAuth).
app-password = App password
app-password-what = A separate password for one program. You can revoke it without changing the account's own password.
envelope = Envelope sender, or return path (RFC 5321)
envelope-what =
    The address in the MAIL FROM command. Bounces go there, and SPF checks its domain. People see the From address
    instead.
spf = SPF (RFC 7208)
spf-what =
    A TXT record at the envelope sender's domain. It lists the servers that can send for that domain. A domain can have
    only one, and the record can take at most 10 DNS lookups.
dkim = DKIM (RFC 6376)
dkim-what =
    A signature in the message's header. It names a domain and a selector, and the public key is in a TXT record at
    selector._domainkey.example.com.
dmarc = DMARC (RFC 9989, before 2026 RFC 7489)
dmarc-what =
    A TXT record at _dmarc.example.com. A message passes if SPF or DKIM passes for a domain that is aligned with the
    From address. The policy asks receivers what to do if it fails: nothing, quarantine, or reject.
alignment = Alignment
alignment-what =
    The domain that passed SPF or DKIM matches the domain of the From address. In relaxed mode, which is the default,
    both only need the same organizational domain.
mx = MX record (RFC 5321)
mx-what = The record that names the servers that receive a domain's email. It doesn't say who can send.
