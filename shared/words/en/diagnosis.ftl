### Why a check stopped, if it saw more than a reply: for the client, and for the technician.

## The stage is all that we know

stopped-token = We didn't get an access token.
stopped-resolve = We couldn't look up the server's name.
stopped-connect = We couldn't reach the server.
stopped-tls = We couldn't set up an encrypted connection.
stopped-refused = The server refused the connection.
stopped-auth = The sign-in didn't finish.
stopped-sender = The server didn't say whether this address is allowed to send.
stopped-quit = The server didn't end the connection properly.
unknown-reply = We don't recognize the server's answer yet. You can read it next to the step that failed.
no-reason-given = The server rejected the sign-in but didn't say why.

## User name and secret

wrong-user = { $provider } rejected the sign-in because the user name isn't right.
enter-whole-address = Enter your whole email address as the user name.
enter-token-twice = Paste the same token into both fields: user name and password.
copy-login = Copy the user name and the password from { $place }. The user name isn't your email address.
enter-key-and-secret = Enter the API key as the user name, and the secret key as the password.
enter-word = Enter the word "{ $word }" as the user name.
only-the-user = The password may be fine. The user name alone explains why the server refused.
wrong-secret = { $provider } rejected the sign-in. This usually means the password isn't { $secret }.
create-secret = Create { $secret } in { $place } and paste it here as the password.
copy-secret = Copy { $secret } from { $place } and paste it here as the password.
app-password = an app password
app-password-place = the account's security settings
api-key = an API key
api-key-place = the provider's settings page
smtp-token = an SMTP token
smtp-token-place = the provider's SMTP page
smtp-password = the SMTP password
smtp-password-place = the provider's SMTP page
mailbox-password = the mailbox password
mailbox-password-place = the mailbox settings
normal-password-fails = The account's normal password doesn't work for SMTP at this provider.
user-is-address = The user name is the whole email address.

## Microsoft's timetable for passwords

password-end-announced =
    A password still works here today. At the end of December 2026, Microsoft will turn passwords off by default.
    An administrator can turn them back on for a while. Decide now what to use instead.
password-last-month =
    A password still works here. At the end of this month (December 2026), Microsoft will turn passwords off by
    default. An administrator can turn them back on for a while. Decide now what to use instead.
password-off-by-default =
    At the end of December 2026, Microsoft turned off password sign-in by default. In an older organization, an
    administrator can turn it back on. A newer organization can't use passwords at all. Microsoft plans to announce
    the final cutoff date in late 2027.
password-end-due =
    At the end of December 2026, Microsoft turned off password sign-in by default. It's about to announce the final
    cutoff date. Ask your administrator whether passwords still work, and decide what to use instead.
password-end-was-due =
    Microsoft planned to announce the final cutoff date for passwords in 2027. Ask your administrator whether a
    password still works. If not, use a sending service.

## Ports

choose-security = Choose { $security } for port { $port }.
use-port = Use port { $port } with { $security }.
port-blocked = The network where this test ran blocks port { $port }. Port { $instead } works.
blocked-on-the-way =
    The provider accepts email on port { $port }, but we couldn't connect ({ $cause }). A mail server did answer on
    port { $instead }. A firewall on this network or at the hosting company is in the way. The website's host may
    have one, too.
other-answers = The server doesn't answer on port { $port }, but it does on port { $instead }.
other-greeted =
    We couldn't connect on port { $port } ({ $cause }), but a mail server answered on port { $instead }. From here,
    we can't tell whether the server or a firewall is the reason.
certificate-elsewhere = Check the server name. Port { $port } answers, but its certificate is for another name.
certificate-bad = Check the server name. Port { $port } answers, but its certificate isn't valid.
no-port-answered = Check the server name. None of the server's other mail ports answered either.
not-for-sending = Check the server name. Port { $port } answers, but not as a mail server for sending.
none-greeted = We couldn't connect on port { $port } ({ $cause }), and no mail server answered on the other mail ports.
said-in-the-clear = The server said this before TLS began: { $reply }

nothing-to-change = You don't need to change anything.
try-in-minutes = Please try again in a few minutes.

## A server that is slow or hangs up

late-greeting =
    The server is slow. Its greeting came after { $seconds } seconds. Set the website's timeout for this server to
    more than { $seconds } seconds. Servers often delay the greeting for addresses that they don't know.
greeting-unfinished = The server is very slow. It didn't finish its greeting within { $seconds } seconds.
tarpit =
    Servers slow down IP addresses that they don't trust (a tarpit or postscreen). Check whether this test's IP
    address is on a blocklist. The website also needs a longer timeout for this server.
no-greeting-other-works =
    The server accepted the connection on port { $port } but didn't send a greeting. Port { $instead } works.
no-greeting-within =
    No greeting arrived within { $seconds } seconds on port { $port }. A mail server answered on port { $instead }
    with { $security }.
no-greeting = The server accepted the connection on port { $port } but didn't send a greeting.
no-greeting-no-tls =
    No greeting arrived within { $seconds } seconds, and the server isn't waiting for TLS either. The server is
    overloaded, or it makes unknown addresses wait.
closed-other-works =
    The server closed the connection on port { $port } without answering. Port { $instead } works with
    { $security }.
ended-other-greeted =
    Port { $port } accepted the connection and then closed it. A mail server answered on port { $instead } with
    { $security }.
closed-silently = The server closed the connection on port { $port } before it sent anything.
ends-connections =
    The server, or a firewall in front of it, closes connections from this IP address. Possible reasons are too
    many tries, a blocklist, or a port that isn't open to everyone.
port-not-published = { $operator } doesn't list this port for sending.
hung-up-after-greeting = The server closed the connection after its greeting.
hung-up-after-greeting-why =
    The server closed the connection at EHLO. Either a device between here and the server is interfering, or the
    server doesn't accept this IP address.
hung-up-during-tls = The server closed the connection while the encryption was being set up.
hung-up-during-tls-why =
    The server accepted STARTTLS and then closed the connection. Either its TLS is broken, or a device between here
    and the server is interfering.
hung-up-between = The server closed the connection during the test.
hung-up-between-why = Everything before that worked. The server may have a problem, or it may be enforcing a limit.
hung-up-during-sign-in = The server closed the connection during the sign-in.
hung-up-during-sign-in-why =
    TLS, the greeting, and EHLO worked, so the port and the encryption are right. Either the server blocks this IP
    address after failed sign-ins, or it has a problem.

## Another server in its place

another-answered = Another server answered in place of { $host }, so your password wasn't sent.
redirected-no-certificate =
    { $operator } lists { $host } as its server, but the server that answered has no certificate for that name.
redirected-certificate =
    { $operator } lists { $host } as its server, but the certificate is for { $names }. It was issued by
    "{ $issuer }".
certificate-no-name = no name
certificate-names = { $more ->
    [0] { $name }
    [one] { $name } and one other name
   *[other] { $name } and { $more } other names
}
redirected-no-starttls = { $operator } lists { $host } as its server, but there's no STARTTLS on port { $port }.
redirected-no-tls = { $operator } lists { $host } as its server, but there's no TLS on port { $port }.
redirected-no-sign-in =
    { $operator } lists { $host } as its server, but no mail server that supports sign-in answered on port
    { $port }.
redirected-refused =
    { $operator } lists { $host } as its server, but a server that calls itself { $name } refused the connection.
calls-itself = The server calls itself { $name }.
stop-redirect =
    The network redirects outgoing email to its own server, as some hosting companies and firewalls do. Ask the
    hosting company to stop that for { $host }, or send through the provider's HTTPS API.

other-server-web = The server on port { $port } isn't for sending email. It's a web server.
other-server-imap = The server on port { $port } isn't for sending email. It's for receiving email (IMAP).
other-server-pop3 = The server on port { $port } isn't for sending email. It's for receiving email (POP).
other-server-sieve = The server on port { $port } isn't for sending email. It's for email filters (ManageSieve).
other-server-ftp = The server on port { $port } isn't for sending email. It's an FTP server.
other-server-ssh = The server on port { $port } isn't for sending email. It's an SSH server.
other-server-news = The server on port { $port } isn't for sending email. It's a news server.
about-web = This is HTTP, so a website or a web proxy uses this port. The outgoing mail server uses port 465 or 587.
about-imap = This is IMAP, usually on port 143 or 993. The outgoing mail server uses port 465 or 587.
about-pop3 = This is POP3, usually on port 110 or 995. The outgoing mail server uses port 465 or 587.
about-sieve = This is ManageSieve, usually on port 4190. The outgoing mail server uses port 465 or 587.
about-ftp =
    FTP servers also begin with 220, but the next answer shows that this isn't SMTP. The outgoing mail server uses
    port 465 or 587.
about-ssh = This is SSH, usually on port 22. The outgoing mail server uses port 465 or 587.
about-news = This is NNTP, usually on port 119 or 563. The outgoing mail server uses port 465 or 587.
check-name-and-port = Check the server name and the port for outgoing mail (SMTP).
lmtp = Port { $port } is for another kind of server, one that delivers email to mailboxes (LMTP).
about-lmtp =
    Mail servers use LMTP to pass on email for delivery (RFC 2033). Email apps can't sign in there. Use this
    server's submission port, usually 465 or 587.
no-ehlo = The mail server can't sign anyone in because it doesn't support the EHLO command.
ask-for-sign-in = Ask your email provider for a server that supports sign-in.
about-no-ehlo =
    A server that supports only HELO has neither STARTTLS nor AUTH (RFC 5321, sections 3.2 and 4.2.4). Either it's
    too old, or a firewall on the server's side removes EHLO.

refused-in-between =
    The encrypted connection to { $host } was refused. This usually means that something between here and the
    server refused it.
alert-in-between =
    { $operator } accepts TLS 1.2 and 1.3 on { $host }, but the alert next to the step says otherwise. Either a
    proxy or firewall between here and the server is interfering, or the network redirects the connection
    elsewhere. Run the test from another network, or get the outgoing mail ports opened.
scanner-certificate =
    "{ $issuer }" issued the certificate. That's a virus scanner or firewall between here and the server, not the
    mail server's certificate authority. Turn off its email scanning, or run the test from another network.
scanner-answered =
    A virus scanner or proxy between this test and the mail server answered. It couldn't reach the server.
scanner-failed =
    This answer comes from a scanner or proxy on this machine or network. A mail server wouldn't say that it can't
    connect to itself. Turn off email scanning, or run the test from another network.

## A server that can't be found or reached

connect-no-such-host = There's no server called { $host }. Check the spelling.
connect-no-address = { $host } exists, but it has no address, so it isn't a server. Check the spelling.
connect-unknown = We couldn't look up { $host }. { $why } Try again in a few minutes.
connect-not-public = { $host } isn't on the public internet, so we don't connect to it.
connect-excluded = We aren't allowed to connect to { $host }. Ask the person who runs this Sealpost server.
connect-port = We don't connect to port { $port }. Use 465 or 587, as your provider says.
cannot-look-up = The network where this test ran can't look up { $host }. The server name itself is right.
resolver-nothing = { $operator } lists this server name, but this network's DNS resolver doesn't answer.
resolver-no-server = { $operator } lists this server name, but this network's DNS resolver says there's no such server.
resolver-private =
    { $operator } lists this server name, but this network's DNS resolver returns an address on a private network.
check-resolver =
    Check this machine's DNS resolver. The cause may be a DNS filter, split DNS, or a container without DNS.
no-such-server = There's no server called { $host }.
did-you-mean = Check the spelling of the server name. Did you mean { $near }?
looks-like = The server name doesn't exist. A very similar one does: { $near }.
unreachable = We can't reach { $host }. This usually means that the network where this test ran blocks outgoing email.
blocked-refused = { $operator } lists { $host } as its server, but the connection to port { $port } was refused.
blocked-closed =
    { $operator } lists { $host } as its server, but the connection to port { $port } was closed before the server
    sent anything.
blocked-cut-off =
    { $operator } lists { $host } as its server, but the connection to port { $port } was cut off before the server
    sent anything.
blocked-silent = { $operator } lists { $host } as its server, but port { $port } didn't answer.
none-worked = None of the other ports worked either: { $ports }.
open-ports =
    A firewall between here and the server blocks outgoing mail ports. Ask the hosting company to open them, use
    port 2525 if { $operator } offers it, or send over HTTPS.
