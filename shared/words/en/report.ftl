# The DNS report, for clients: what a finding means for email, and what to do. The rules for technicians are in rules.ftl.

## Any finding
behind-alias = That name is an alias for another name. The record is at the other name, so change it there.

ignored-terms = { $count ->
    [one] Receiving servers ignore this part of the SPF record: { $parts }. That's harmless.
   *[other] Receiving servers ignore these parts of the SPF record: { $parts }. They're harmless.
}

## Any change
fix-clear-name = First delete the other records at that name.
fix-long-text = { $host } may reject or cut off values longer than { $max } characters. After you save, check that the value is complete. If it was cut off, contact { $host } support.
fix-no-mx-below = { $host } might not accept an MX record for a subdomain. If you can't add it, contact { $host } support.

## The DNS host
host-shares-servers = { $count ->
    [one] { $hosts } uses the same nameservers.
   *[other] { $hosts } use the same nameservers.
}

## What was seen
seen-no-answer = { $name }: no answer
seen-absent = { $name }: not found
seen-no-such-name = { $name }: doesn't exist
seen-dead-alias = { $alias }: points to nothing
seen-by-wildcard = { $name } (from a wildcard): { $text }
seen-only-wildcard = { $name }: only a wildcard answers, with { $text }
seen-none-of = not found: { $names }
seen-bad-key = { $record } ({ $fault })
seen-key-tags = its tags can't be read
seen-key-duplicate-tag = one of its tags appears twice
seen-key-version = it doesn't begin with v=DKIM1
seen-key-no-key = it has no key because p= is missing
seen-key-kind = its key type (k=) is unknown
seen-key-damaged = its key is damaged or cut off
seen-key-not-for-mail = its s= excludes email
seen-key-hash = its h= doesn't allow SHA-256
seen-key-short = its key has only { $bits } bits
seen-key-several = one of { $keys } keys at this name
seen-key-two-records = it was split into two records
seen-bad-alias = { $alias }: { $fault }
seen-alias-no-key = there's no key there
seen-alias-appended = the domain was added to the target
seen-alias-other-selector = that's another selector's key
seen-alias-other-domain = that's the key of another domain, { $domain }
seen-alias-other-provider = that's a key at another provider, { $provider }
seen-alias-other-account = the other selectors point to another account
seen-alias-unlisted = that isn't the name that the provider shows
seen-term = { $term } (in the record of { $domain })
seen-broken-no-record = { $term } (in the record of { $domain }): there's no SPF record
seen-broken-several = { $term } (in the record of { $domain }): there are several SPF records
seen-broken-not-spf = { $term } (in the record of { $domain }): it doesn't begin with v=spf1
seen-broken-bad-term = { $term } (in the record of { $domain }): the term { $part } can't be read
seen-broken-twice = { $term } (in the record of { $domain }): { $part } appears twice
seen-broken-loop = { $term } (in the record of { $domain }): it refers back to itself
seen-broken-void = { $term } (in the record of { $domain }): nothing exists there
seen-broken-hosts = { $term } (in the record of { $domain }): it has more than 10 hosts
seen-cost = { $count ->
    [one] { $term } ({ $count } lookup)
   *[other] { $term } ({ $count } lookups)
}
seen-mx-without-spf = { $name }: MX without an SPF record
seen-no-host = { $record }: doesn't exist, or has no address
seen-no-address = { $name }: has no address
seen-server = { $server }: SPF { $spf }; DMARC { $dmarc }
seen-value-no-answer = no answer
seen-value-absent = not found

## No answer
silence-try-again = Please try again in a few minutes.

## DMARC
dmarc-unknown = We couldn't check whether you have a DMARC record.
dmarc-unknown-above = We couldn't check which DMARC policy applies to your domain.
dmarc-reports-unknown = We couldn't check whether the other domain accepts your DMARC reports.
dmarc-inherited = { $above }'s DMARC policy also covers fake email that uses this domain.
dmarc-missing = You don't have a DMARC record. Without one, you don't hear about fake email from your domain, and large email providers trust your email less.
dmarc-several-records = You have more than one DMARC record, so receiving servers ignore all of them.
dmarc-unreadable-blank = Receiving servers can't read your DMARC record. It begins with a space or an invisible character.
dmarc-unreadable-quotes = Receiving servers can't read your DMARC record. It contains quotation marks or backslashes.
dmarc-unreadable-separator = Receiving servers can't read your DMARC record. It needs a semicolon after v=DMARC1.
dmarc-unreadable-version = Receiving servers can't read your DMARC record. It doesn't begin with v=DMARC1.
dmarc-ignored-part = Receiving servers ignore part of your DMARC record: { $parts }. They use the rest.
dmarc-policy-tag = Your DMARC policy isn't in effect. Your record says { $tag }, but receiving servers only read p=.
dmarc-policy-word = Your DMARC policy isn't in effect. Receiving servers don't recognize the word { $word }.
dmarc-no-policy = Your DMARC record doesn't say what to do with fake email, so receiving servers do nothing about it.
dmarc-report-address = The DMARC report address { $address } doesn't begin with mailto:, so no reports are sent there.
dmarc-tag-twice = Your DMARC record has { $tag }= twice, so some receiving servers ignore the whole record.
dmarc-tag-at-odds = Your DMARC record has { $tag }= twice, with different values. Receiving servers use one of them, or neither.
dmarc-punctuation = Receiving servers misread your DMARC record. Its parts need semicolons between them, and it can't have quotation marks.
dmarc-no-reports = Your DMARC record doesn't say where to send reports, so you don't hear about fake email.
dmarc-wildcard = Your domain has no DMARC record of its own. A wildcard record answers with the one from { $hop }.
dmarc-strict-spf = Your DMARC record is too strict for this email service, unless the service signs every message.
dmarc-testing-quarantine = Your DMARC policy is in test mode (t=y). Receiving servers send fake email to the junk folder instead of rejecting it. Remove t=y once the reports show that all your email passes SPF or DKIM.
dmarc-testing-none = Your DMARC policy is in test mode (t=y). Receiving servers deliver fake email instead of sending it to the junk folder. Remove t=y once the reports show that all your email passes SPF or DKIM.
dmarc-record-none = You have a DMARC record, but it only collects reports. It doesn't stop fake email yet.
dmarc-record-quarantine = You have a DMARC record. It tells receiving servers to put fake email in the junk folder.
dmarc-record-reject = You have a DMARC record. It tells receiving servers to reject fake email.
dmarc-older-receivers = Some receiving servers follow older rules and don't find { $above }'s DMARC policy. As a result, fake email is handled differently from server to server.
dmarc-doubled-name = Your DMARC record is at the wrong name, so receiving servers don't find it. The name contains your domain twice.
dmarc-wrong-name = Your DMARC record is at the wrong name, so receiving servers don't find it.
dmarc-rests-on-spf = Your email isn't signed. If someone forwards it, receiving servers treat it as fake.
dmarc-nothing-aligns-reject = Neither SPF nor DKIM shows that your email is really yours. So your DMARC policy makes receiving servers reject all of it.
dmarc-nothing-aligns-reject-from = Neither SPF nor DKIM shows that email from { $provider } is yours. So your DMARC policy makes receiving servers reject all of it.
dmarc-nothing-aligns-quarantine = Neither SPF nor DKIM shows that your email is really yours. So your DMARC policy sends all of it to the junk folder.
dmarc-nothing-aligns-quarantine-from = Neither SPF nor DKIM shows that email from { $provider } is yours. So your DMARC policy sends all of it to the junk folder.
dmarc-reports-lost = { $count ->
    [one] Your DMARC reports get lost. They go to { $hosts }, and that domain doesn't exist.
   *[other] Your DMARC reports get lost. They go to { $hosts }, and those domains don't exist.
}
dmarc-reports-refused = { $count ->
    [one] Your DMARC reports aren't sent to { $hosts }, because that domain hasn't agreed to receive them.
   *[other] Your DMARC reports aren't sent to { $hosts }, because those domains haven't agreed to receive them.
}
dmarc-parked-open = No one sends email from this domain, but nothing tells receiving servers to reject fake email that uses it.

## Changes of a DMARC record
dmarc-fix-add = Add this record. The daily reports go to the email address in it, so use one that someone checks.
dmarc-fix-add-in-place-of-alias = First delete the alias at this name. It points to nothing, and there can't be an alias and another record at the same name. Then add the record.
dmarc-fix-delete-copies = Keep one of these records and delete the others. They all say the same thing.
dmarc-fix-keep-one = Decide which record to keep, and delete the others. If you aren't sure, keep the one with the stricter policy.
dmarc-fix-copy-again = Copy the DMARC record again from where you got it. It has to begin with v=DMARC1 and a semicolon.
dmarc-fix-rewrite-none = Replace the record with this one. It says the same thing in a form that receiving servers can read.
dmarc-fix-rewrite-quarantine = Replace the record with this one, which receiving servers can read. They'll send email that fails SPF and DKIM to the junk folder.
dmarc-fix-rewrite-reject = Replace the record with this one, which receiving servers can read. They'll reject email that fails SPF and DKIM.
dmarc-fix-replace-alias = Delete the alias at this name. Then add this record instead.
dmarc-fix-add-own = Add your own record at this name.
dmarc-fix-add-scheme = Replace the record with this one. The addresses stay the same, but each now has "mailto:" in front.
dmarc-fix-add-reader = Replace the record with this one. The daily reports go to the email address in it, so use one that someone checks.
dmarc-fix-put-policy-right = Replace the record with this one, which gives the policy in p=.
dmarc-fix-say-same = Replace the record with this one. It says the same thing without the mistake.
dmarc-fix-choose-tag = Decide which { $tag }= to keep in the record, and delete the other.
dmarc-fix-after-others = First add the SPF and DKIM records from this report. Then replace the DMARC record with this one.
dmarc-fix-move = Add the record at the right name, and delete the one at the wrong name.
dmarc-fix-move-and-watch = Add the record at the right name, and delete the one at the wrong name. The new record begins with p=none, which doesn't reject any email. Once the reports show that your own email passes SPF or DKIM, change p=none to p={ $policy }.
dmarc-fix-repeat-here = Add this record. It repeats the policy that already applies, at the name that every receiving server checks.
dmarc-fix-replace-readers = Replace the record with this one. The reports then go to an address that someone checks.
dmarc-fix-ask-owners = { $count ->
    [one] Ask the owner of { $hosts } to add this TXT record there, with the value v=DMARC1. Don't add it to your own DNS.
   *[other] Ask the owners of { $hosts } to add these TXT records there, with the value v=DMARC1. Don't add them to your own DNS.
}
dmarc-fix-reject-all = This record tells receiving servers to reject fake email from your domain and its subdomains. Add it only if your subdomains, such as news.example.com, don't send email either.

## MX
mx-unknown = We couldn't check where your email is delivered.
mx-not-at-provider = Email to this domain doesn't reach { $provider }, so no one gets the replies to your website's email.
mx-null-and-sending = Your domain says that it doesn't accept email (a null MX). Some receiving servers reject email from such a domain.
mx-none = This domain doesn't accept email. That's fine if it only sends email, but replies will bounce.
mx-null-beside-others = One MX record says that the domain doesn't accept email (a null MX), but others name mail servers. Because of that, some senders give up.
mx-provider = Your incoming email goes to { $provider }.
mx-there = Your domain has a mail server.
mx-other-provider = Your incoming email goes to { $found }, not to { $chosen }. Are you sure that you send with { $chosen }?
mx-another-provider = Your incoming email goes to another provider, not to { $chosen }. Are you sure that you send with { $chosen }?
mx-target-unknown = We couldn't check whether your mail server exists.
mx-target-is-address = An MX record has an IP address instead of a server name, so email to you gets lost.
mx-target-missing = Email to you is sent to { $hosts }, but we found no server there.
mx-target-is-alias = An MX record points to an alias (CNAME) of a server. Some senders don't accept that.
mx-parked = This domain doesn't accept email, and its records say so.
mx-parked-open = This domain doesn't accept email, but its records don't say so. Senders keep trying its web server for days.
mx-sts-leaves-out = { $count ->
    [one] Your own policy for encrypted email (MTA-STS) leaves out your mail server { $hosts }. So email from large senders such as Gmail doesn't reach you.
   *[other] Your own policy for encrypted email (MTA-STS) leaves out your mail servers { $hosts }. So email from large senders such as Gmail doesn't reach you.
}

## Changes of MX records
mx-fix-delete-null = Delete the MX record that has only a dot (.) as its server. It says that the domain doesn't accept email.
mx-fix-find-record-to-keep = Find out which provider hosts your mailboxes. That provider's help page shows the MX record to keep.
mx-fix-copy-records = Copy the MX records from { $provider }, which hosts your mailboxes. Its help page about using your own domain shows them.
mx-fix-replace-null = Find out which provider hosts your mailboxes. That provider's help page shows the MX record to use instead of this one.
mx-fix-ask-host-name = Ask the company that runs this mail server for its host name. Use that name instead of the IP address.
mx-fix-copy-record = Copy the MX record from { $provider }, which hosts your mailboxes.
mx-fix-find-record = Find out which provider hosts your mailboxes. That provider's help page shows the MX record to use here.
mx-fix-delete-dead = Delete this record. Another record points to a server that exists.
mx-fix-use-name = Use this server name in the record. If your DNS panel adds your domain to the name, put a dot at the end.
mx-fix-add-null = Add this record if the domain really doesn't accept email.

## The domain
domain-not-found = The domain { $domain } doesn't exist. Is it spelled right, and is it still registered?
domain-not-there-yet = There's nothing at { $domain } yet. Is it spelled right? The name exists as soon as you add a record there.
domain-dns-host = Your domain's DNS is hosted at { $host }.
domain-nameservers-unknown = We couldn't check where your domain's DNS is hosted.
domain-server-lame = Some of your domain's nameservers don't answer for it, so lookups of your records sometimes fail.
domain-server-silent = We couldn't check what the nameserver { $server } says.
domain-servers-differ = Your domain's nameservers don't all say the same thing yet. A change usually reaches all of them within minutes.
domain-of-a-provider = { $domain } belongs to { $owner }, which manages its records. You don't have to change anything.
domain-not-yours = { $domain } belongs to { $owner }, so you can't add records there. If { $sender } sends email from an address at { $domain }, that email won't be trusted.
domain-pasted-unknown = We couldn't check whether the records that you pasted are in DNS.
domain-pasted-missing = Some of the records that your provider asks for aren't in DNS.
domain-pasted-differs = Some records in DNS differ from what your provider asks for.
domain-pasted-conflict = A record that your provider asks for conflicts with one in DNS. Please ask a technician to look at it.
domain-pasted-there = The other records that your provider asks for are in DNS.
domain-pasted-key-alone = You pasted a DKIM key without the name of its record.
domain-pasted-elsewhere = You pasted records for another name: { $names }. Does the provider's page show the right domain?
domain-pasted-unread = We couldn't read some of what you pasted. Please copy the name, the type, and the value of each record.
domain-pasted-nothing = We found no records in what you pasted. Please copy the name, the type, and the value of each record.

## Changes for the domain
domain-fix-use-own-domain = Send from an address at your own domain. If you don't have a domain yet, register one first.
domain-fix-add-pasted = Add these records. Then have your provider check them.
domain-fix-replace-with-pasted = Replace these records with what your provider asks for.
domain-fix-copy-name = Copy the name from the page that shows the key. The name ends in ._domainkey. Then paste both the name and the key.

## Extras
extras-unknown = We couldn't check some of the extras.
extras-not-used = Not in use here: { $extras }. That's fine. A small website doesn't need them.
extras-tls-rpt = You get reports about the encryption of your incoming email.
extras-tls-rpt-unreadable = Senders can't read the record that asks for reports about encryption, so you don't get those reports. Your email still works.
extras-bimi = Your domain offers a logo to show next to its email. Some email apps show it once receiving servers reject fake email.
extras-dnssec-signed = Your domain's DNS is signed (DNSSEC).
extras-dane-records = Senders can check that they've reached your real mail server (DANE).
extras-dane-not-signed = Your mail server publishes its certificate in DNS. That has no effect until your DNS is signed (DNSSEC).
extras-sts-record = Senders can't read the record that announces your policy for encrypted email (MTA-STS). They act as if you had no policy.
extras-sts-no-host = Your domain announces a policy for encrypted email (MTA-STS), but the web server for it doesn't exist. Senders act as if you had no policy.
extras-sts-policy = Your domain announces a policy for encrypted email (MTA-STS), but senders can't read the policy file. They act as if you had no policy.
extras-sts-content-type = Your domain announces a policy for encrypted email (MTA-STS), but its policy file has the wrong content type. Senders act as if you had no policy.
extras-sts-status = Your domain announces a policy for encrypted email (MTA-STS), but there's no policy file. Senders act as if you had no policy.
extras-sts-certificate = Your domain announces a policy for encrypted email (MTA-STS), but its web server has no valid certificate. Senders act as if you had no policy.
extras-sts-silent = We couldn't check your policy for encrypted email (MTA-STS). The web server { $host } didn't answer in time. Please try again in a few minutes.
extras-sts-not-read = Your domain announces a policy for encrypted email (MTA-STS). This report didn't read the policy, which is a file on a web server.
extras-sts-off = Your policy for encrypted email (MTA-STS) is turned off.
extras-sts-enforced = Large senders deliver email to you over a secure connection or not at all (MTA-STS).
extras-sts-testing = Your policy for encrypted email (MTA-STS) is in test mode. Senders report problems, but deliver the email anyway.
extras-sts-leaves-out = { $count ->
    [one] Your own policy for encrypted email (MTA-STS) leaves out { $hosts }. Large senders don't use that server, even if the others are down.
   *[other] Your own policy for encrypted email (MTA-STS) leaves out { $hosts }. Large senders don't use those servers, even if the others are down.
}
extras-sts-would-leave-out = Your policy for encrypted email (MTA-STS) is in test mode and leaves out { $hosts }. Once it's enforced, large senders won't deliver there.
extras-caa-shut = { $count ->
    [one] Your domain's records don't let anyone issue certificates, so { $hosts } can't get a new one. Secure connections to it fail once its certificate expires.
   *[other] Your domain's records don't let anyone issue certificates, so { $hosts } can't get new ones. Secure connections to them fail once their certificates expire.
}

## Changes for extras
extras-fix-add-scheme = Replace the record with this one. The addresses stay the same, but each now has "mailto:" in front.

## DKIM
dkim-unknown = We couldn't check whether your email can be signed.
dkim-key = Your DKIM key is in place. It proves that your email really comes from you.
dkim-ed25519-only = Your DKIM key is a newer type (Ed25519) that some large email providers can't read yet.
dkim-short-key = Your DKIM key works, but it's shorter than it should be.
dkim-testing = Your DKIM key is marked as a test, so receiving servers may ignore it.
dkim-bare-key = Your DKIM key is in an unusual form (PKCS #1). Some receiving servers can't read it, so your signatures fail there.
dkim-unusable-tags = Receiving servers can't use your DKIM key because they can't read its tags.
dkim-unusable-duplicate-tag = Receiving servers can't use your DKIM key because one of its tags appears twice.
dkim-unusable-version = Receiving servers can't use your DKIM key because it doesn't begin with v=DKIM1.
dkim-unusable-no-key = Receiving servers can't use your DKIM record because it has no key. Its p= is missing.
dkim-unusable-kind = Receiving servers can't use your DKIM key because they don't recognize its type (k=).
dkim-unusable-damaged = Receiving servers can't use your DKIM key because it's damaged or cut off.
dkim-unusable-not-for-mail = Receiving servers can't use your DKIM key because it's marked as not for email (s=).
dkim-unusable-hash = Receiving servers can't use your DKIM key because it doesn't allow SHA-256 (h=sha256). They don't accept SHA-1 (h=sha1) anymore.
dkim-unusable-short = Receiving servers can't use your DKIM key because it has only { $bits } bits.
dkim-unusable-several = Receiving servers can't use your DKIM key because there are { $keys } keys at one name.
dkim-unusable-two-records = Receiving servers can't use your DKIM key because it was split into two records.
dkim-unusable = Receiving servers can't use your DKIM keys.
dkim-unusable-theirs = Receiving servers can't use one of your provider's DKIM keys. The others work.
dkim-revoked-other = One DKIM key was revoked. That's fine because there's another one.
dkim-revoked = This DKIM key was revoked: its p= is empty. Email that { $provider } signs with it fails the DKIM check.
dkim-revoked-any = This DKIM key was revoked: its p= is empty. Email that's signed with it fails the DKIM check.
dkim-differs = The DKIM key in DNS isn't the one that { $provider } shows, so signatures fail.
dkim-differs-any = The DKIM key in DNS isn't the one that your provider shows, so signatures fail.
dkim-not-published = Your DKIM records are right, but { $provider } hasn't published a key there. Signing isn't turned on yet.
dkim-not-published-any = Your DKIM records are right, but your provider hasn't published a key there. Signing isn't turned on yet.
dkim-reserve-empty = { $provider } hasn't published a key at { $selectors } yet. You don't have to change anything, because another key signs your email.
dkim-reserve-empty-any = Your provider hasn't published a key at { $selectors } yet. You don't have to change anything, because another key signs your email.
dkim-dangling = A DKIM record points to a name without a key, so signatures fail.
dkim-wrong-target = A DKIM record points to the wrong key, so email that's signed with this selector fails the DKIM check.
dkim-wrong-name = Your DKIM key is at the wrong name in DNS, so receiving servers don't find it.
dkim-some-missing = Some of the DKIM keys that { $provider } uses aren't in DNS.
dkim-some-missing-any = Some of the DKIM keys that your provider uses aren't in DNS.
dkim-missing = The DKIM keys that { $provider } needs to sign your email aren't in DNS.
dkim-missing-any = The DKIM keys that your provider needs to sign your email aren't in DNS.
dkim-none = Your domain has no DKIM key, so { $provider } can't sign your email.
dkim-none-any = Your domain has no DKIM key, so your email isn't signed.
dkim-selector-unknown = We couldn't find the DKIM key that { $provider } signs your email with. You may have to look up its name at { $provider }.
dkim-selector-unknown-any = We can't tell whether your email is signed, because we don't know which service sends it.
dkim-personal = We couldn't find a DKIM key from { $provider } for your domain. A personal account can't have one.
dkim-pasted-damaged = The key that you pasted isn't complete. Copy it again from the provider's page, all the way to the end.
dkim-wildcard = Your DNS gives an answer for every name under your domain. That can hide a missing DKIM key.
dkim-parked = No one sends email from this domain, so there's nothing to sign.

## Changes of DKIM records
dkim-fix-add-records = Add these records. Then turn on signing at { $provider }.
dkim-fix-add-records-any = Add these records. Then turn on signing at your provider.
dkim-fix-switch-on = Turn on DKIM signing for this domain at { $provider }. Keep these records. { $provider } publishes the key once signing is on.
dkim-fix-switch-on-any = Turn on DKIM signing for this domain at your provider. Keep these records. Your provider publishes the key once signing is on.
dkim-fix-new-key = Create a new key at { $provider }, with 2048 bits if you can choose. Then put the new key into this record.
dkim-fix-new-key-any = Create a new key at your provider, with 2048 bits if you can choose. Then put the new key into this record.
dkim-fix-longer-key = If { $provider } lets you choose, create a new key with 2048 bits. Then put the new key into this record.
dkim-fix-longer-key-any = If your provider lets you choose, create a new key with 2048 bits. Then put the new key into this record.
dkim-fix-rsa-key = Also create a 2048-bit RSA key at { $provider }.
dkim-fix-rsa-key-any = Also create a 2048-bit RSA key at your provider.
dkim-fix-copy-again = Copy the whole key again from { $provider }, all the way to the end. Check it after you save. Some DNS panels cut off values after 255 characters.
dkim-fix-copy-again-any = Copy the whole key again from your provider, all the way to the end. Check it after you save. Some DNS panels cut off values after 255 characters.
dkim-fix-copy-key = Copy the whole key from { $provider } into this record.
dkim-fix-copy-key-any = Copy the whole key from your provider into this record.
dkim-fix-choose = Find out which of these keys { $provider } signs with. Keep that one and remove the others.
dkim-fix-choose-any = Find out which of these keys your provider signs with. Keep that one and remove the others.
dkim-fix-copy-target = Copy the right target for this record from { $provider }. Use it instead of the current target.
dkim-fix-copy-target-any = Copy the right target for this record from your provider. Use it instead of the current target.
dkim-fix-copy-records = Copy the DKIM records from { $provider } and paste them into this report. We'll check them and show them the way your DNS panel needs them.
dkim-fix-copy-records-any = Copy the DKIM records from your provider and paste them into this report. We'll check them and show them the way your DNS panel needs them.
dkim-fix-page = Where to look: { $page }.
dkim-fix-page-of = Look in { $provider }'s DKIM settings.
dkim-fix-page-any = Look in the settings of the service that sends your email.
dkim-fix-use-target = Change the record to this target. If your DNS panel adds your domain to the target, put a dot at the end.
dkim-fix-use-own-key = Change the record so that it points to your own key at { $provider }.
dkim-fix-use-own-key-any = Change the record so that it points to your own key at your provider.
dkim-fix-use-common-form = If the service that signs your email lets you, replace the record with this one. It's the same key in the form that all receiving servers can read.
dkim-fix-remove-test-mark = Replace the record with this one. It's the same key without the test mark (t=y).
dkim-fix-delete-others = Delete this record. The other key is the one that counts.
dkim-fix-use-readable-form = Replace the record with this one. It's the same key in a form that receiving servers can read.
dkim-fix-use-pasted = Replace the record with what the provider's page shows.
dkim-fix-move = Add the record at the right name, and delete the one at the wrong name.

## SPF
spf-unknown = We couldn't check whether you have an SPF record.
spf-part-unknown = We couldn't check everything that your SPF record refers to.
spf-provider-unasked = We couldn't check whether { $provider } is allowed to send for you.
spf-provider-unknown = We couldn't check whether { $provider } is allowed to send for you. Part of your SPF record couldn't be looked up.
spf-by-macros = We couldn't tell whether { $provider } is allowed to send for you. Your SPF record uses macros, so the answer depends on each message. The service that hosts the record decides.
spf-by-macros-at = We couldn't tell whether { $provider } is allowed to send for you. Your SPF record uses macros, so the answer depends on each message. { $host } decides.
spf-return-path-unknown = We couldn't check the records for the return path, where bounced email goes.
spf-authorized = Your SPF record lets { $provider } send for you.
spf-not-needed = You don't need { $provider } in this SPF record, because { $provider } uses its own return path for your email.
spf-not-authorized = Your SPF record doesn't let { $provider } send for you, so this email looks fake to receiving servers.
spf-partly-authorized = Your SPF record lets { $provider } send for you from only { $passed } of the { $tried } addresses that we tried. Email from the others looks fake to receiving servers.
spf-region = Your account is in the { $region } region, which has its own servers.
spf-full = The record is full. Remove something before you add anything.
spf-full-services = { $count ->
    [one] It names { $services }. Do you still use it?
   *[other] It names { $services }. Do you still use all of them?
}
spf-region-unknown = Your SPF record doesn't let { $provider } send for you. DNS doesn't show which of its data centers your account is in.
spf-server-unknown-proxy = Your SPF record has to list the address of the hosting server that sends your email. DNS doesn't show it, because your domain's address belongs to a proxy ({ $proxy }). Your mailboxes are hosted somewhere else.
spf-server-unknown = Your SPF record has to list the address of the hosting server that sends your email. DNS doesn't show it, because your domain has no address. Your mailboxes are hosted somewhere else.
spf-missing = You don't have an SPF record, so receiving servers can't tell your email from fake email.
spf-doubled-name = Your SPF record is at the wrong name, so receiving servers don't find it. The name contains your domain twice.
spf-second-unread = There's a second TXT record that was meant to be an SPF record. Receiving servers don't read it, so what it lists doesn't count.
spf-several-records = You have more than one SPF record, so receiving servers use none of them.
spf-mistakes = Your SPF record has a mistake in it, so receiving servers can't use it as intended.
spf-clutter = Your SPF record has parts that don't belong in it. Receiving servers ignore them.
spf-unread = Your SPF record has a mistake in it ({ $parts }), so receiving servers can't use it at all.
spf-loop = Your SPF record refers back to itself. Receiving servers give up on it, so they can't tell your email from fake email.
spf-broken-term = Part of your SPF record doesn't work, so receiving servers can't use any of it. They can't tell your email from fake email.
spf-too-many-lookups = Your SPF record needs { $lookups } DNS lookups. Receiving servers stop after 10, and then they trust none of your email.
spf-too-many-voids = Your SPF record names servers that don't exist anymore. That makes some receiving servers give up on the record and trust none of your email.
spf-open-to-all = Your SPF record lets anyone send as you.
spf-open-to-all-through = Your SPF record lets anyone send as you. It includes the record of { $domain }, which is open to everyone.
spf-record = You have one SPF record, and receiving servers can read it ({ $lookups } of 10 lookups).
spf-no-ending = Your SPF record doesn't say what to do with email from other servers, so it hardly protects you.
spf-neutral-ending = Your SPF record doesn't say whether others can send as you.
spf-after-all = Receiving servers ignore the part of your SPF record after "all".
spf-wide-range = Your SPF record lets a very large part of the internet send as you.
spf-ptr = Your SPF record uses an old way to identify servers (ptr), which some receiving servers skip.
spf-return-path = If email from { $provider } bounces, the bounce message comes back through your own domain.
spf-return-path-missing = { $provider } can send bounces back through your own domain, but the record for that is missing. Signed email works without it.
spf-parked = Your domain's records say that no one sends email from it.
spf-parked-open = Your domain doesn't accept email, but receiving servers can't tell that it never sends any.

## Changes of an SPF record
spf-fix-change = Replace your current SPF record with this one. Don't add a second one.
spf-fix-lookups = That brings the record from { $before } to { $after } lookups. Receiving servers allow up to 10.
spf-fix-remove-ptr = Remove "ptr" from your SPF record because many receiving servers skip it. That brings the record from { $before } to { $after } lookups. Receiving servers allow up to 10. If you need "ptr" for one of your servers, add "ip4:" and the server's address instead.
spf-fix-settle-broken = Do you still need these parts of your SPF record: { $terms }? If not, remove them. If you do, ask the service that they belong to for a fix.
spf-fix-add-first = Add an SPF record for this domain.
spf-fix-ask-region = { $provider } has its own include for each data center ({ $regions }). Open { $provider }'s admin console and copy the include that it shows for your domain. Add that to your SPF record, before the end.
spf-fix-ask-server = Ask your hosting company for the IP address that its server sends email from. Then add "ip4:" and the address to your SPF record, before the end.
spf-fix-ask-server-hint = The address may be { $address }, which belongs to { $host }.
spf-fix-make-room = Your SPF record would need { $lookups } lookups, but only 10 are allowed. Remove a service that you no longer use: { $costs }
spf-fix-or-return-path = Or give one of them a return path on a subdomain with its own SPF record.
spf-fix-or-list = Or list your own servers by address, as in this record. Then change the record whenever an address changes.
spf-fix-move-from-text = Do you still use the services that the second TXT record lists? Then replace the SPF record with this one. Delete the second TXT record either way.
spf-fix-choose-one = Decide which of these records is the right one. Add anything you still use from the others, then delete the others.
spf-fix-delete-others = Delete these records. The remaining one has everything.
spf-fix-merge = Replace the first SPF record with this one, which has everything. Delete the others.
spf-fix-check-host = Sign in to the service that hosts your SPF record. Check that { $provider } is on its list of senders. Don't change the record in your DNS panel.
spf-fix-check-host-at = Sign in to the service that hosts your SPF record ({ $host }). Check that { $provider } is on its list of senders. Don't change the record in your DNS panel.
spf-fix-find-meaning = Find out what { $parts } was meant to be, such as a server's address or an email service. Then correct that part of the SPF record and keep the rest.
spf-fix-add-ending = Does the record list every service that sends for you? Then add ~all at its end.
spf-fix-change-ending = Does the record list every service that sends for you? Then change { $term } to ~all.
spf-fix-move-before-end = Do you still need this part: { $terms }? Then move it before the end of the record. If not, remove it.
spf-fix-narrow = Find out which servers in { $terms } really send for you, and list only those.
spf-fix-replace-ptr = Replace { $terms } with the address of each server that sends for you. Put "ip4:" before each address.
spf-fix-add = Add this SPF record. If other services send email for your domain, put them in it before you save.
spf-fix-find-record = Find the SPF record on your mailbox provider's help page, and add it here. There can be only one SPF record.
spf-fix-find-record-with = Find the SPF record on your mailbox provider's help page. Add it here, and include { $terms } in it, too. There can be only one SPF record.
spf-fix-move = Add the record at the right name, and delete the one at the wrong name.
spf-fix-add-nobody = Add this record if no one sends email from this domain.
spf-fix-copy-return-path = Open { $provider }'s page for your sending domain. Copy the records for the return path, including its SPF record. Paste them into this report, and we'll check them for you.
spf-fix-point-to-provider = Change this record so that it points to the provider.
spf-fix-add-return-path = Add this record. Then have { $provider } check it.

## Why a part of an SPF record changes
spf-why-open-ending-goes = We removed "{ $term }" because it lets anyone send as you. Receiving servers don't read what comes after it.
spf-why-open-ending-moves = We replaced "{ $term }", which lets anyone send as you, with "~all" at the end. Receiving servers don't read anything after an "all".
spf-why-behind-ending = We removed "{ $term }" because receiving servers don't read anything after the first "all".
spf-why-redirect = We removed "{ $term }" because receiving servers ignore a redirect if the record has an "all" too.
spf-why-loop = We removed "{ $term }" because it refers back to the record itself.
spf-why-too-many-hosts = We replaced "{ $term }" with the addresses of its hosts, because receiving servers look at no more than 10 hosts.
spf-why-names-no-server = We removed "{ $term }" because its record names no server and can't be used.
spf-why-open-include = We replaced "{ $term }" with the servers that its record names, because that record lets anyone send as you. Ask the record's owner to fix it.
spf-why-unusable-include = We replaced "{ $term }" with the servers that its record names, because receiving servers can't use that record.
spf-why-minus = We replaced "{ $term }" with "{ $plain }" because the minus sign tells receiving servers to reject this email.
spf-why-tilde = We replaced "{ $term }" with "{ $plain }" because the tilde marks this email as suspicious.
spf-why-question-mark = We replaced "{ $term }" with "{ $plain }" because the question mark doesn't say whether to trust this email.
spf-why-open-term = We replaced "{ $term }", which lets anyone send as you, with "{ $new }".
spf-why-open-term-goes = We removed "{ $term }" because it lets anyone send as you.
spf-why-misnamed = We replaced "{ $term }" with "{ $new }" because there's no SPF record at { $target }.
spf-why-dead-end = We removed "{ $term }" because it points to nothing. There's no SPF record at { $target }.
spf-why-inside = We removed "{ $term }" because "{ $other }" lets the same servers send.
spf-why-own-return-path = We removed "{ $term }" because { $provider } sends with its own return path, and SPF checks only the return path.
spf-why-covered = We removed "{ $term }" because the rest of the record lets the same addresses send.
spf-why-twice = We removed one "{ $term }" because it appeared twice.
spf-why-finds-nothing = We removed "{ $term }" because nothing exists at that name anymore.
spf-why-provider-added = We added { $provider }, so that receiving servers accept its email.
spf-why-mailboxes-added = We added the servers of your own mailboxes.
