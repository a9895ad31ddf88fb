### What a client reads on the pages, and what the shared pieces of all pages say.

## On every page

loading = Loading …
back = Back
go-on = Continue
opens-in-new-tab = {" "}(opens in a new tab)

progress-left = Step { $step } of { $steps } · about { $minutes } min left
progress-done = Step { $step } of { $steps } · done
progress-sent = Sent · Domain check

sealed-for = Sealed for { $names }.
sealed-for-no-one-else = No one else can read what you send.
sealed-for-how =
    Before anything is sent, this page encrypts what you typed so that only the people named here can open it. The
    server stores only the encrypted copy and can't open it.
sealed-for-swapped =
    Your link names the same people. If someone swapped in a different person, this page would notice and stop.
sealed-for-limit =
    Encryption can't protect you from a hacked server that shows you a fake page. If anything looks odd, call someone
    you know at the agency before you continue.

help = Help
help-ask = Stuck? Ask { $name }
help-call = Call { $name }: { $phone }
help-email = Email { $address }

sandbox = You're in the sandbox.
sandbox-not-real = {" "}Nothing here is real, and nothing leaves this computer. Don't type a real password.
sandbox-label = Sandbox

## Copying

copy = Copy
copy-what = Copy { $what }
copied = Copied
copy-failed = Couldn't copy
copy-failed-next = Couldn't copy. Select the text and copy it yourself.

## The connection

waiting-offline = We kept everything you typed. This page will continue when you're back online.
waiting-unreachable =
    We kept everything you typed. We'll try again every few seconds and continue when the server answers.
connection-lost = No connection
connection-lost-next =
    The server didn't answer. Check that you're online, then try again. We kept everything you typed.
answer-unreadable = Something went wrong
answer-unreadable-next =
    This page couldn't read the server's answer. Try again in a minute, or reload the page.

## Welcome

welcome = Let your website send email
welcome-why =
    Hello { $client }! Your website { $site } sends email for you, such as contact form messages, orders, and
    password resets. To keep that email out of spam, your website signs in to your email provider, just like your
    phone does.
welcome-who = { $manager } at { $agency } needs your email settings for that. This page shows you how to get them.
welcome-needs = What you need
welcome-needs-time = About 15 minutes. You can stop and come back, even on another device.
welcome-needs-password = The user name and password you use with your email provider.
welcome-needs-phone = Your phone, if your provider sends you a code when you sign in.
welcome-readers = Who will be able to read your settings
welcome-readers-only = No one else. Your device encrypts the settings before sending them.
welcome-readers-not-even = No one else, not even { $manager }. Your device encrypts the settings before sending them.
welcome-start = Start
welcome-smtp = What is SMTP, and why does my website need it?
welcome-smtp-what =
    SMTP is how apps send email. Your email app uses it each time you press Send. Your website can use it, too. For
    that, it needs your provider's server name and a password.
welcome-smtp-without = Without SMTP, your website sends email on its own, and a lot of it ends up in spam.
welcome-email = Why not just send the password by email?
welcome-email-why =
    A password sent by email stays readable in both mailboxes for years. Here, your device encrypts the password
    before it's sent.
welcome-email-deleted =
    { $days ->
        [0] We delete our copy as soon as your website is set up.
        [one] We delete our copy within 1 day after your website is set up.
        *[other] We delete our copy within { $days } days after your website is set up.
    }
welcome-expires = Your link works until { $date }.

## Your email provider

provider = Which email address should your website send from?
provider-sender =
    Your visitors see this address as the sender. You can use one you already have, such as { $example }.
provider-address = Email address
provider-find = Find my provider
provider-finding = Looking up your email provider. This takes a few seconds …

found-provider = Your email provider is { $provider }.
found-provider-guess = Your email provider is probably { $provider }.
found-server = Your email goes out through { $server }.
found-server-guess = Your email probably goes out through { $server }.
found-by-address = { $domain } is one of their domains.
found-by-mx = Email to { $domain } is delivered to them.
found-by-srv = The public records for { $domain } say so.
found-by-autoconfig = That's what { $domain } tells email apps to use.
found-by-spf = { $domain } allows them to send its email.
found-by-greeting = We reached an email server with that name.
found-by-certificate = That's the name on the security certificate of { $domain }'s email server.
found-certain = {" "}We're sure about this.
found-likely = {" "}This is very likely right.
found-guess = {" "}This is only a guess, so please check it.
found-yes = Yes, that's right
found-no = No, choose another provider

found-several = Which of these is your email provider?
found-several-why = The public records for { $domain } name more than one provider. Please choose yours.
found-several-filter =
    Email to { $domain } first goes through { $filter }, a spam filter. We can't see which provider is behind it.
found-several-host = My web host ({ $server })
found-several-none = None of these

found-no-domain = There's no domain called { $domain }
found-no-domain-next =
    Check the spelling of your email address. If you just bought the domain, it can take up to a day to show up.
found-no-domain-correct = Correct the address

found-unchecked = We couldn't look this up
found-unchecked-why = We couldn't find out who provides email for { $domain }. { $reason } Try again in a few minutes.
found-unchecked-partly =
    We couldn't look up all of the email records for { $domain }. { $reason } Try again in a few minutes.
found-filter = A spam filter hides your provider
found-filter-why =
    Email to { $domain } goes through { $filter } first, so we can't see who your provider is. Please choose your
    provider below.
found-unknown = We don't recognize your provider
found-unknown-why =
    The public records for { $domain } don't say who provides its email. Check an invoice or the settings in your
    email app for the provider's name.

silence-timed-out = The DNS server { $server } didn't answer in time.
silence-servfail = The DNS server { $server } couldn't get an answer (SERVFAIL).
silence-refused = The DNS server { $server } refused to answer.
silence-malformed = The DNS server { $server } sent an invalid answer.
silence-unreachable = We can't reach the DNS server { $server }.
silence-no-server = There's no DNS server to ask.
silence-too-many = The domain's records need more lookups than we allow for one domain.
silence-too-late = Looking up the domain took too long.
silence-too-large = The DNS server { $server } sent a larger answer than we accept.

## The list of providers

pick = Choose your provider
pick-search = Search providers
pick-loading = Loading the list of providers …
pick-mailboxes = Email providers
pick-services = Sending services
pick-other = My provider isn't listed

## Which provider should I use?

which = Which provider should I use?
which-sends = What will your website send?
which-sends-forms = Contact form messages and notifications
which-sends-orders = Orders from an online store
which-sends-newsletters = Newsletters
which-volume = How many emails a month?
which-volume-few = Up to 1,000, or I don't know
which-volume-some = Up to 6,000
which-volume-many = More than 6,000
which-have = What do you already have?
which-have-mailbox = A mailbox at a provider, such as Google or Microsoft
which-have-hosting = Web hosting that includes email
which-have-service = An account with a sending service
which-have-nothing = None of these

which-use-mailbox = Use the mailbox you already have.
which-use-hosting = Use the email that comes with your web hosting.
which-use-the-service = Use the sending service you already have.
which-use-a-service = Use a sending service.
which-because-made-for-it =
    Sending services are made for websites. If something goes wrong there, your own email still works.
which-because-newsletters =
    Newsletters go to many people at once. A mailbox or web host stops sending after a few hundred messages. Then
    your own email stops, too.
which-because-many =
    That's more than a mailbox or web host can send on a busy day. Many allow only 500 messages a day, or a few
    hundred an hour.
which-because-orders =
    If an order email gets lost, you may lose a customer. On a busy day, a mailbox or web host can reach its limit.
    Sending services allow far more.
which-because-mailbox-enough = A mailbox can send far more than that, and you don't need anything new.
which-because-hosting-enough = A web host can send far more than that, and you don't need anything new.
which-because-hourly =
    Web hosts limit how much your domain can send in an hour. One busy hour would hold up your own email, too.
which-because-domain-only =
    All you need is your domain. Several services have a free plan that covers this many emails.

## Who can send for a domain

senders = Who can send email for { $domain }
senders-lookups =
    { $count ->
        [0] Email servers can check this without looking up other names.
        [one] To check this, email servers look up { $count } name. They stop after 10.
        *[other] To check this, email servers look up { $count } names. They stop after 10.
    }
senders-hidden =
    { $count ->
        [one] { $count } more entry isn't shown.
        *[other] { $count } more entries aren't shown.
    }
senders-allowed = can send
senders-no-one-else = no one else is trusted
senders-refused = not allowed to send
senders-open = lets anyone send as you
senders-broken = broken, so the whole record fails
senders-loop = refers back to itself, so the whole record fails
senders-empty = no records found
senders-depends = depends on the message
senders-unchecked = couldn't be checked
senders-term-lookups =
    { $count ->
        [one] { $count } lookup
        *[other] { $count } lookups
    }

## How long

span-minutes =
    { $count ->
        [one] { $count } minute
        *[other] { $count } minutes
    }
span-hours =
    { $count ->
        [one] { $count } hour
        *[other] { $count } hours
    }

## A link that can't be used, in a terminal

link-incomplete = This link is incomplete. Copy all of it, or ask for a new one.
link-rewritten = This link was changed along the way, so another website may have seen it. Ask for a new link.
link-several = There's more than one link here. Use only the newest one.
link-version = Another version of Sealpost created this link. Ask for a new link.

## What's wrong with something that was typed

rule-empty = This field is empty. Please fill it in.
rule-too-long = This is too long. Please shorten it.
rule-host-is-address = This is an email address. Enter the server name, such as smtp.example.com.
rule-is-url = This is a web address. Remove https:// and everything after the name.
rule-not-a-name = This name isn't complete. It should look like smtp.example.com.
rule-not-ascii = This name has letters that email servers can't read. Please check it.
rule-sign =
    A domain or server name can't contain { $sign }. Use only letters, digits, hyphens, and dots.
rule-local-sign = Most email servers don't accept { $sign } before the @. Please check the address.
rule-two-ats = This address has more than one @ sign. Please remove the extra one.
rule-two-dots = There are two dots in a row, or a dot at the start. Please remove the extra dot.
rule-hyphen = No part of this name can start or end with a hyphen (-). Please check it.
rule-other-scheme = This server isn't for sending email. Enter the SMTP server, such as smtp.example.com.
rule-has-login = There's a user name in front of the server name. Remove everything up to and including the @.
rule-not-an-address = This email address isn't complete. It should look like name@example.com.
rule-not-a-port = A port is a number from 1 to 65535. It's usually 465 or 587.
rule-not-a-phone =
    This isn't a complete phone number. Use only digits, spaces and hyphens, such as +1 415 555-0142.
rule-not-a-color = This isn't a color. It should look like #9b1c31.
rule-port-sign = A port can't contain { $sign }. It's a number, usually 465 or 587.
rule-control = This contains a line break or an invisible character. Please type it again.
rule-hidden = This contains an invisible character ({ $character }). Please type it again.
hidden-character = { $code }, { $name }
hidden-soft-hyphen = soft hyphen
hidden-grapheme-joiner = grapheme joiner
hidden-direction-mark = direction mark
hidden-direction-change = change of direction
hidden-letter = invisible letter
hidden-variation = invisible variation
hidden-zero-width-space = zero-width space
hidden-zero-width-non-joiner = zero-width non-joiner
hidden-zero-width-joiner = zero-width joiner
hidden-zero-width-no-break-space = zero-width no-break space
hidden-line-separator = line separator
hidden-format = invisible formatting
hidden-tag = invisible tag
hidden-line-break = line break
hidden-tab = tab
hidden-control = control character

sign-space = a space
sign-underscore = an underscore ({ $sign })
sign-comma = a comma ({ $sign })
sign-semicolon = a semicolon ({ $sign })
sign-colon = a colon ({ $sign })
sign-quotation-mark = a quotation mark ({ $sign })
sign-bracket = a bracket ({ $sign })
sign-hyphen = a hyphen ({ $sign })
sign-letter = the letter { $sign }
sign-other = the character { $sign }

## What's unusual about a password

oddity-hidden = The password contains an invisible character. Type it by hand.
oddity-space = The password starts or ends with a space. Make sure that the space belongs there.
oddity-alphabet = The password has letters from another alphabet. Check your keyboard language.
oddity-quotes = The password has quotation marks around it. Make sure that they belong there.
oddity-not-ascii = The password has characters that some servers can't read, such as é or €.

## The wizard doesn't open, or is over

closed-incomplete = This link is incomplete
closed-incomplete-why = Part of the link is missing. Email apps sometimes break a long link in two.
closed-rewritten = This link was changed along the way
closed-rewritten-why =
    An email filter or a newsletter service put its own address around the link. Another website may have seen the
    link, so it isn't safe anymore.
closed-several = There's more than one link here
closed-several-why = This page can't tell which link is yours.
closed-version = This link doesn't work with this version of the page
closed-version-why = The link is complete, but a different version of this service created it.
closed-tap-again = Go back to the message and tap the link again.
closed-copy-all = Or copy the whole link and paste it into your browser's address bar.
closed-ask-if-not = If that doesn't help, ask the person who sent the link for a new one.
closed-ask = Ask the person who sent the link for a new one.
closed-ask-another-way = Ask them to send it another way, such as in a chat or from their own email app.
closed-nothing-lost = Nothing was sent, and nothing is lost.

closed-strangers = Stop here and call the agency
closed-strangers-what =
    Your link says who can read your settings. The server just named different people. This page won't encrypt anything
    for them.
closed-strangers-why =
    There may be a harmless reason, such as a new colleague. If so, the agency will send you a new link. Use a phone
    number that you already know, not one from this page or a message.
closed-strangers-told = Nothing you typed was sent. We reported this to the agency's server.

closed-offline = You're offline
closed-offline-next = This page will open when you're back online.
closed-unreachable = We can't reach the server
closed-unreachable-next = We'll try again every few seconds. This page will open when the server answers.
closed-try-again = Try again

closed-expired = This link has expired
closed-revoked = This link was revoked
closed-unknown = This link isn't valid
closed-wrong = Something went wrong

closed-withdrawn = You withdrew your email settings
closed-withdrawn-what = We deleted your encrypted settings from the server. No one can open them anymore.
closed-withdrawn-next =
    If someone already opened them, change the app password at your provider. To start again, ask { $manager } for
    a new link.
