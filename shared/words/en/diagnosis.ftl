### Why a check stopped, if it saw more than a reply: for the client, and for the technician.

## The stage is all that we know

stopped-resolve = We couldn't look up the server's name.
stopped-connect = We couldn't reach the server.
stopped-tls = We couldn't set up an encrypted connection.
stopped-refused = The server refused the connection.
stopped-auth = The sign-in didn't finish.
stopped-sender = The server didn't say if this address is allowed to send.
stopped-quit = The server didn't end the connection properly.
unknown-reply = The catalogue doesn't know the server's answer yet. You can read it next to the step that failed.
no-reason-given = The server rejected the sign-in and doesn't say why.

## User name and secret

wrong-user = { $provider } rejected the sign-in, because the user name isn't the right one.
enter-whole-address = Enter your whole email address as the user name.
enter-token-twice = Copy the same token into both fields: user name and password.
copy-login = Copy the user name and the password from { $place }. The user name isn't your email address.
enter-key-and-secret = Enter the API key as the user name, and the secret key as the password.
enter-word = Enter the word { $word } as the user name.
only-the-user = The password may be fine. The user name alone explains the refusal.
wrong-secret = { $provider } rejected the sign-in. This usually means the password isn't { $secret }.
create-secret = Create { $secret } in { $place } and paste it here as the password.
copy-secret = Copy { $secret } from { $place } and paste it here as the password.
normal-password-fails = The account's normal password doesn't work for SMTP at this provider.
user-is-address = The user name is the whole email address.

## Microsoft's timetable for passwords

password-end-announced =
    A password still works here today. At the end of December 2026 Microsoft turns passwords off by default. An
    administrator can turn them on again for a while. Decide now what to use instead.
password-last-month =
    A password still works here. At the end of this month, December 2026, Microsoft turns passwords off by default. An
    administrator can turn them on again for a while. Decide now what to use instead.
password-off-by-default =
    Since the end of December 2026 Microsoft has passwords turned off by default. In an older organization an administrator
    can turn them on again. An organization created later has none. Microsoft announces the final end in late 2027.
password-end-due =
    Since the end of December 2026 Microsoft has passwords turned off by default. It's about to announce the final end. Ask
    your administrator if they're on, and plan for what to use instead.
password-end-was-due =
    In 2027 Microsoft was going to announce the final end of passwords. Ask your administrator if a password still works. If
    not, use a sending service.

## Ports

choose-security = Choose { $security } for port { $port }.
use-port = Use port { $port } with { $security }.
port-blocked = The network where this test ran blocks port { $port }. Port { $instead } works.
blocked-on-the-way =
    The provider takes mail on port { $port }, but no connection was made ({ $cause }). Port { $instead } greeted us. A firewall
    of the network or host is in between. The website's host may have the same one.
other-answers = The server doesn't answer on port { $port }. It does on port { $instead }.
other-greeted =
    No connection was made on port { $port } ({ $cause }), and port { $instead } greeted us. From here we can't tell if the
    server or a firewall is the reason.
certificate-elsewhere = Check the server name. Port { $port } answers, with a certificate for another name.
certificate-bad = Check the server name. Port { $port } answers, but its certificate isn't valid.
no-port-answered = Check the server name. None of its other mail ports answered either.
not-for-sending = Check the server name. Port { $port } answers, but not as a mail server for sending.
none-greeted =
    No connection was made on port { $port } ({ $cause }), and no mail server greeted us on the other mail ports.
said-in-the-clear = The server said so before TLS began: { $reply }

nothing-to-change = You don't need to change anything.
try-in-minutes = Please try again in a few minutes.

## A server that is slow or hangs up

late-greeting =
    The server is slow: its greeting came after { $seconds } seconds. Set the website's time limit for this server to more than
    { $seconds } seconds. Servers often delay the greeting for addresses that they don't know.
greeting-unfinished = The server is very slow: it didn't finish its greeting in { $seconds } seconds.
tarpit =
    Servers slow down addresses that they distrust (a tarpit, or postscreen). Look for this test's IP address in
    blocklists. The website needs a longer time limit for this server too.
no-greeting-other-works = The server accepted the connection on port { $port } but didn't greet us. Port { $instead } works.
no-greeting-within =
    No greeting came within { $seconds } seconds on port { $port }. Port { $instead } greeted us with { $security }.
no-greeting = The server accepted the connection on port { $port } but didn't greet us.
no-greeting-no-tls =
    No greeting came within { $seconds } seconds, and the server isn't waiting for TLS either. It's overloaded, or it keeps
    addresses waiting that it doesn't know.
closed-other-works =
    The server closed the connection on port { $port } without a word. Port { $instead } works with { $security }.
ended-other-greeted = Port { $port } accepted the connection and ended it. Port { $instead } greeted us with { $security }.
closed-silently = The server closed the connection on port { $port } before it said anything.
ends-connections =
    The server, or a firewall in front of it, ends connections from this address: after too many tries, because of a
    blocklist, or because the port isn't open to everyone.
port-not-published = { $operator } doesn't name this port for sending.
hung-up-after-greeting = The server closed the connection after its greeting.
hung-up-after-greeting-why =
    It ended the connection at EHLO. There's a device in between, or the server doesn't want this address.
hung-up-during-tls = The server closed the connection while the encryption was being set up.
hung-up-during-tls-why =
    It accepted STARTTLS and then ended the connection: its TLS is broken, or there's a device in between.
hung-up-between = The server closed the connection in the middle.
hung-up-between-why = Everything before this went well. The server may have a problem, or it enforces a limit.
hung-up-during-sign-in = The server closed the connection during the sign-in.
hung-up-during-sign-in-why =
    TLS, greeting and EHLO went well, so the port and the encryption are right. What's left is a block after failed
    sign-ins, or a problem on the server.

## Another server in its place

another-answered = Another server answered in place of { $host }, so your password wasn't sent.
redirected-no-certificate = { $operator } publishes { $host }, but the server that answered has no certificate for that name.
redirected-certificate =
    { $operator } publishes { $host }, but the certificate is for { $names }. "{ $issuer }" issued it.
certificate-no-name = no name
certificate-names = { $more ->
    [0] { $name }
    [one] { $name } and one other name
   *[other] { $name } and { $more } other names
}
redirected-no-starttls = { $operator } publishes { $host }, but there's no STARTTLS on port { $port }.
redirected-no-tls = { $operator } publishes { $host }, but there's no TLS on port { $port }.
redirected-no-sign-in =
    { $operator } publishes { $host }, but no mail server for signing in answered on port { $port }.
redirected-refused =
    { $operator } publishes { $host }, but a server that calls itself { $name } refused the connection.
calls-itself = The server calls itself { $name }.
stop-redirect =
    The network redirects outgoing mail to a server of its own, as some hosting companies and firewalls do. Ask the
    hosting company to stop that for { $host }, or send over the provider's HTTPS interface.

other-server-web = Port { $port } isn't a mail server for sending. It's a web server.
other-server-imap = Port { $port } isn't a mail server for sending. It's a server for receiving mail (IMAP).
other-server-pop3 = Port { $port } isn't a mail server for sending. It's a server for receiving mail (POP).
other-server-sieve = Port { $port } isn't a mail server for sending. It's a server for mail filters.
other-server-ftp = Port { $port } isn't a mail server for sending. It's an FTP server.
other-server-ssh = Port { $port } isn't a mail server for sending. It's an SSH server.
other-server-news = Port { $port } isn't a mail server for sending. It's a news server.
about-web = This is HTTP: a website or a web proxy uses this port. The outgoing server is on port 465 or 587.
about-imap = This is IMAP, usually on port 143 or 993. The outgoing server is on port 465 or 587.
about-pop3 = This is POP3, usually on port 110 or 995. The outgoing server is on port 465 or 587.
about-sieve = This is ManageSieve, usually on port 4190. The outgoing server is on port 465 or 587.
about-ftp =
    FTP says 220 too, and its next answer shows that it isn't SMTP. The outgoing server is on port 465 or 587.
about-ssh = This is SSH, usually on port 22. The outgoing server is on port 465 or 587.
about-news = This is NNTP, usually on port 119 or 563. The outgoing server is on port 465 or 587.
check-name-and-port = Check the server name and the port for outgoing mail (SMTP).
lmtp = Port { $port } is another kind of server: it delivers mail to mailboxes (LMTP).
about-lmtp =
    Mail servers hand over mail with LMTP (RFC 2033); no program signs in there. Use this server's submission port, usually
    465 or 587.
no-ehlo = The mail server can't sign anyone in: it doesn't know the EHLO command.
ask-for-sign-in = Please ask your mail provider for a server where sign-in works.
about-no-ehlo =
    A server that knows only HELO has neither STARTTLS nor AUTH (RFC 5321, sections 3.2 and 4.2.4). It's too old, or a
    firewall on the server's side removes EHLO.

refused-in-between = The encrypted connection to { $host } was refused. This usually means that something in between did it.
alert-in-between =
    { $operator } accepts TLS 1.2 and 1.3 on { $host }, but the alert next to the step says otherwise. A proxy or firewall is
    in between, or the network redirects to another server. Run the test from another network, or have the outgoing mail
    ports opened.
scanner-certificate =
    "{ $issuer }" issued the certificate. That's a virus scanner or firewall in between, not the mail server's certificate
    authority. Turn off its scanning of outgoing mail, or run the test from another network.
scanner-answered =
    A virus scanner or proxy between this test and the mail server answered. It couldn't reach the server.
scanner-failed =
    A scanner or proxy on this machine or network answered: no mail server says that it can't connect to itself.
    Turn off its scanning of outgoing mail, or run the test from another network.

## A server that can't be found or reached

cannot-look-up = The network where this test ran can't look up { $host }. The name itself is right.
resolver-nothing = { $operator } publishes this name, but the DNS resolver here gives no answer.
resolver-no-server = { $operator } publishes this name, but the DNS resolver here says there's no such server.
resolver-private = { $operator } publishes this name, but the DNS resolver here gives an address inside a private network.
check-resolver = Look for a filter list, a split DNS, or a container without DNS. Check this machine's resolver.
no-such-server = There's no server with the name { $host }.
did-you-mean = Check the spelling of the server name. Did you mean { $near }?
looks-like = The name doesn't exist. A published name, { $near }, looks much like it.
unreachable = We can't reach { $host }. This usually means that the network where this test ran blocks outgoing mail.
blocked-refused = { $operator } publishes { $host }, but the connection to port { $port } was refused.
blocked-closed =
    { $operator } publishes { $host }, but the connection to port { $port } was closed before the server said anything.
blocked-cut-off =
    { $operator } publishes { $host }, but the connection to port { $port } was cut off before the server said anything.
blocked-silent = { $operator } publishes { $host }, but the connection to port { $port } got no answer.
none-worked = None of the ports { $ports } worked either.
open-ports =
    A firewall on the way blocks outgoing mail ports. Ask the hosting company to open them, use port 2525 if { $operator }
    has it, or send over HTTPS.
