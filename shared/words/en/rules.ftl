# The rules behind each finding of the DNS report, for technicians, with their sources.

## Any finding
behind-alias = The CNAME at { $name } points to { $hop }, and a name with a CNAME can't have any other records (RFC 1034, section 3.6.2).
unknown = No answer doesn't mean that there's no record. A timeout or SERVFAIL says nothing about the record (RFC 2308, section 7; RFC 7208, section 2.6.6).
ignored-terms = Receivers ignore unknown modifiers (RFC 7208, section 6).

## DMARC
dmarc-inherited = The domain has no record of its own, so { $above }'s policy for subdomains applies (sp, or p if there's no sp): { $policy } (RFC 9989, sections 4.7 and 4.10.1).
dmarc-inherited-absent = The name doesn't exist yet, so { $above }'s policy for nonexistent names applies (np, or sp, or p): { $absent }. As soon as the name has a record, the policy for subdomains applies (sp, or p): { $policy } (RFC 9989, sections 4.7 and 4.10.1).
dmarc-missing = There's no record at the domain or above it (RFC 9989, section 4.10). A policy of p=none doesn't affect delivery. It only requests reports. Gmail, Yahoo, and Microsoft's consumer mailboxes require DMARC only from senders of 5,000 or more messages a day. They require SPF or DKIM from everyone.
dmarc-several-records = If a name has more than one DMARC record, receivers discard all of them (RFC 9989, section 4.10).
dmarc-unreadable = A DMARC record must begin with v=DMARC1, spelled exactly like that, and needs semicolons between its tags (RFC 9989, sections 4.7 and 4.8).
dmarc-ignored-part = Receivers skip any part without an equals sign and use the rest (RFC 9989, section 4.8).
dmarc-policy-tag = Receivers ignore unknown tags and treat a missing p as p=none (RFC 9989, section 4.7).
dmarc-policy-word = Receivers treat an unknown value of p as none (RFC 9989, section 4.7).
dmarc-no-policy = Receivers treat a missing or unknown p as p=none (RFC 9989, section 4.7). Older receivers ignore the whole record.
dmarc-report-address = The rua tag is a comma-separated list of URIs. Receivers use only mailto: addresses (RFC 9989, section 4.6).
dmarc-tag-twice = If a tag appears more than once, the whole tag list is invalid (RFC 6376, section 3.2, which RFC 9989, section 4.7, refers to).
dmarc-punctuation = Semicolons separate the tags (RFC 9989, section 4.8).
dmarc-in-force = The policy { $policy } is in effect.
dmarc-no-reports = The rua tag says where aggregate reports go (RFC 9989, section 4.7).
dmarc-wildcard = A DMARC record belongs at the domain's own name, not at a wildcard (RFC 9989, section 4.10).
dmarc-kept-by-alias = The name is an alias (CNAME) for { $hop }. You can't edit the record there, and you can't add another record next to the alias (RFC 1034, section 3.6.2).
dmarc-kept-by-wildcard = A wildcard record answers for this name. A record at the name itself overrides the wildcard (RFC 4592, section 3.3.1).
dmarc-kept-by-wildcard-alias = A wildcard record answers for this name with an alias for { $hop }. A record at the name itself overrides the wildcard (RFC 4592, section 3.3.1).
dmarc-strict-spf = With aspf=s, the return path has to use exactly this domain (RFC 9989, section 4.7). This service's return path uses a subdomain. An aligned DKIM signature still passes (section 4.4).
dmarc-testing = With t=y, receivers lower the policy from { $policy } to { $milder } (RFC 9989, section 4.7).
dmarc-record = p={ $policy } (RFC 9989, section 4.7). The organizational domain is { $organization } (section 4.10.2).
dmarc-below = Subdomains without their own record get { $sub }, and names that don't exist get { $absent } (sp and np, section 4.7).
dmarc-older-organization = Receivers that predate RFC 9989 use the public suffix list. For them, the organizational domain is { $organization }, and a signature or return path within it is aligned (RFC 7489, sections 3.1 and 3.2).
dmarc-older-share = Older receivers still apply the policy to only { $share }% of failing mail (pct; RFC 7489, section 6.3).
dmarc-older-in-full = Older receivers don't support the t tag and apply p in full.
dmarc-old-tags = Under RFC 9989, the tags pct, rf, and ri no longer have any effect. They do no harm.
dmarc-older-nothing = The DNS tree walk finds the policy { $policy } at { $above } (RFC 9989, section 4.10). Older receivers check only the name itself and { $asked }, its organizational domain in the public suffix list. Neither has a record (RFC 7489, sections 3.2 and 6.6.3).
dmarc-older-policy = The DNS tree walk finds the policy { $policy } at { $above } (RFC 9989, section 4.10). Older receivers check only the name itself and { $asked }, its organizational domain in the public suffix list. At { $name }, they find { $found } (RFC 7489, sections 3.2 and 6.6.3).
dmarc-wrong-name = Receivers look for the record only at { $name } (RFC 9989, section 4.10). Many DNS panels append the domain to what you type.
dmarc-rests-on-spf = SPF doesn't survive forwarding, so a policy of quarantine or reject needs DKIM as well (RFC 9989, section 4.4). The policy itself is fine. Publish the DKIM key instead of weakening the policy.
dmarc-nothing-aligns = Without an aligned SPF pass or a DKIM key, every message fails DMARC, and p={ $policy } applies (RFC 9989, sections 4.4 and 4.7). Publish the key instead of weakening the policy.
dmarc-reports-lost = If reports go to an address at another domain, that domain has to agree to receive them (RFC 9990, Verifying External Destinations).
dmarc-reports-refused = To agree to receive the reports, the other domain publishes v=DMARC1 at { $permits } (RFC 9990, Verifying External Destinations). If no one needs the address, you can remove it.
dmarc-parked-open = A domain that doesn't send mail doesn't need to collect reports first. p=reject asks receivers to reject all mail (RFC 9989, section 4.7).

## MX
mx-null = A null MX says that the domain doesn't accept mail (RFC 7505, section 3).
mx-none = There's no MX record, so senders try the domain's own IP address (RFC 5321, section 5.1).
mx-null-and-sending = Receivers may reject mail from such a domain, since replies can't be delivered (RFC 7505, section 4.2).
mx-null-beside-others = A null MX has to be the domain's only MX record (RFC 7505, section 3).
mx-hosts = These hosts accept the domain's mail (RFC 5321, section 5.1).
mx-other-provider = If a filter is in front of the mailbox, DNS shows only the filter.
mx-target-is-address = An MX record must name a host, not an IP address (RFC 5321, section 5.1; RFC 1035, section 3.3.9).
mx-target-missing = An MX target must have an IP address (RFC 5321, section 5.1).
mx-target-is-alias = An MX target must not be an alias (RFC 2181, section 10.3; RFC 5321, section 5.1).
mx-parked = A null MX says that the domain doesn't accept mail (RFC 7505, section 3). Without one, senders try the domain's own IP address (RFC 5321, section 5.1).
mx-sts-leaves-out = In enforce mode, senders don't deliver to any host that the policy doesn't name (RFC 8461, section 5).

## The domain
domain-not-found = The nameservers say that the name doesn't exist (NXDOMAIN; RFC 1035, section 4.1.1).
domain-not-there-yet = NXDOMAIN means that neither this name nor any name under it exists (RFC 8020). The domain above it has a DMARC policy (RFC 9989).
domain-dns-host = These are the NS records of the zone (RFC 1034, section 4.2.1). Records that you add anywhere else have no effect.
domain-unlisted-host = We don't know this host's panel, so we show names in the most common form.
domain-server-lame = Every server listed in the NS records has to serve the zone (RFC 1034, section 4.2.2; RFC 2181, section 6).
domain-servers-differ = All authoritative servers should serve the same zone (RFC 1034, section 4.3.5). Caches keep old answers until the TTL expires.
domain-of-a-provider = Only the owner of a domain can change its records, and a policy covers all mail that uses the domain (RFC 9989, section 4.7).
domain-pasted = We compared DNS with the records that you pasted from the provider's page (names and values: RFC 1035, section 3).
domain-pasted-conflict = A name can have only one SPF record, which has to stay within the limits (RFC 7208, sections 3.2 and 4.6.4). All of its mail servers have to belong to one provider.
domain-pasted-key-alone = A key belongs at selector._domainkey under the domain (RFC 6376, section 3.6.2.1). A PEM file contains only the key, not the selector (RFC 7468, section 13).
domain-pasted-elsewhere = We don't compare or suggest records for other domains (names: RFC 1034, section 3.1).
domain-pasted-unread = We can read a name, type, and value from plain lines, a table, or a zone file (RFC 1035, section 5.1).

## Extras
extras-not-used = MTA-STS (RFC 8461), TLS-RPT (RFC 8460), DNSSEC (RFC 9364), and BIMI are optional. The domain's owner decides whether to use them.
extras-tls-rpt = This TLS-RPT record says where reports go (RFC 8460, section 3).
extras-tls-rpt-unreadable = There must be exactly one record, with v=TLSRPTv1 and with mailto: or https: addresses in rua (RFC 8460, section 3).
extras-bimi = Each receiver decides whether to show the logo, and does so only if the DMARC policy is enforced (RFC 9989, section 4.7).
extras-dnssec-signed = The parent zone has a DS record (RFC 4034, section 5). Only a validating resolver can tell whether every signature is valid. If one is broken, the resolver answers SERVFAIL.
extras-dane = TLSA records count only if DNSSEC protects them (RFC 7672, section 2.1).
extras-sts-record = There must be exactly one record, with v=STSv1 and an id of 1 to 32 letters and digits (RFC 8461, section 3.1).
extras-sts-no-host = Senders fetch the policy from https://mta-sts.<domain>/.well-known/mta-sts.txt (RFC 8461, section 3.3).
extras-sts-line = Line { $number } of the policy has no colon (RFC 8461, section 3.2).
extras-sts-version = The policy has no line that says "version: STSv1" (RFC 8461, section 3.2).
extras-sts-mode = The policy's mode is missing or isn't enforce, testing, or none (RFC 8461, section 3.2).
extras-sts-max-age = The policy's max_age is missing or isn't a number of seconds up to 31557600 (RFC 8461, section 3.2).
extras-sts-pattern = Line { $number } of the policy must have the name of a mail server, or a wildcard such as *.example.com (RFC 8461, section 3.2).
extras-sts-no-pattern = No mx line in the policy names a mail server (RFC 8461, section 3.2).
extras-sts-content-type = The policy must be served as text/plain (RFC 8461, section 3.2). This one is served as { $media }.
extras-sts-status = The web server responded with status { $status }. Senders accept only 200 and don't follow redirects (RFC 8461, section 3.3).
extras-sts-certificate = The certificate must be valid for { $host } and come from an authority that senders trust (RFC 8461, section 3.3). Here, { $detail }.
extras-sts-silent = The web server didn't answer, so we don't know what the policy says. Senders that already have the policy keep using it until its max_age expires (RFC 8461, section 3.3).
extras-sts-not-read = The TXT record is fine (RFC 8461, section 3.1). We didn't fetch the policy. Whenever the policy changes, the id in the record has to change too.
extras-sts-age = Senders remember the policy for { $seconds } seconds (RFC 8461, section 3.2).
extras-sts-left-out = The policy's mx lines must cover every host in the MX records (RFC 8461, sections 3.2 and 4.1). Missing: { $hosts }. When you change the policy, change the id in the TXT record too (section 3.1).
extras-caa-shut = An empty issue property forbids all certificates for the name, and for names under it that have no CAA records (RFC 8659, sections 3 and 4.2). The person who runs the web server knows which authority it uses.

## DKIM
dkim-key = This is a key record at selector._domainkey (RFC 6376, section 3.6). Signing itself is turned on in the provider's settings.
dkim-ed25519-only = An Ed25519 key is fine alongside an RSA key. Signers add an RSA signature for verifiers that support only RSA (RFC 8463, section 6).
dkim-short-key = RSA keys should have at least 2048 bits (RFC 8301, section 3.2).
dkim-testing = With t=y, receivers treat signed mail like unsigned mail (RFC 6376, section 3.6.1).
dkim-bare-key = RFC 6376, section 3.6.1, calls for an RSAPublicKey. In practice, p= contains a SubjectPublicKeyInfo, and many verifiers accept nothing else.
dkim-unusable = Each selector needs exactly one complete key record, in strings of at most 255 bytes, joined without spaces. The key needs at least 1024 bits and must allow SHA-256 (RFC 6376, sections 3.6.1 and 3.6.2.2; RFC 8301, sections 3.1 and 3.2).
dkim-revoked = An empty p= revokes the key (RFC 6376, section 3.6.1).
dkim-differs = Receivers verify a signature with the key at its selector (RFC 6376, section 6.1.2). We compared that key with the records you pasted.
dkim-not-published = The CNAME records point to the provider's own names, but there's no key record at those names.
dkim-reserve-empty = The record points to the right place. Some providers publish a selector's key only when they start to use it.
dkim-selector-key = Receivers verify a signature with the key at the selector that the signature names (RFC 6376, section 3.6.2.1).
dkim-dangling = The CNAME points to a name that has no key record (RFC 6376, section 3.6.2).
dkim-dangling-dot = If the target doesn't end with a dot, many panels append the zone name to it (RFC 1035, section 5.1).
dkim-wrong-name = A key belongs at selector._domainkey under the domain (RFC 6376, section 3.6.2.1). Many DNS panels append the domain to what you type, so a full name ends up with the domain twice.
dkim-missing = There's no key at { $names } (RFC 6376, section 3.6.2).
dkim-none = The answer for _domainkey.{ $domain } is NXDOMAIN. That means no name under it exists, so none of the selectors has a key (RFC 8020).
dkim-selector-unknown = DNS can't list the selectors under _domainkey.{ $domain }. Not knowing the selector doesn't mean that there's no DKIM (RFC 6376, section 3.1).
dkim-pasted-damaged = The text you pasted isn't a key record (RFC 6376, section 3.6.1), so we can't use it.
dkim-wildcard = A wildcard record answers even for selectors that don't exist (RFC 4592; RFC 6376, section 6.1.2).
dkim-parked = The domain's own records say that it doesn't send mail (RFC 7208, section 3.1; RFC 7505).

## SPF
spf-evaluated = We evaluated the record for IP addresses that the provider sends from (RFC 7208, section 4). We didn't just look for the provider's name in the record.
spf-terms = The record at { $domain } needs these terms: { $terms }.
spf-full = With these terms, the record would need { $lookups } of 10 lookups and { $voids } of 2 void lookups, so we don't suggest the change. Remove services that you no longer use. Or give a service a return path on a subdomain with its own SPF record (RFC 7208, sections 2.4 and 4.6.4).
spf-temperror = A timeout causes a temperror (RFC 7208, section 2.6.6).
spf-by-macros = Macros can be evaluated only with the IP address and sender of a real message (RFC 7208, section 7).
spf-not-needed = SPF checks the return path (RFC 7208, section 2.4), so the record belongs at the return path's domain. An aligned DKIM signature is enough for DMARC (RFC 9989, section 4.4).
spf-server-unknown = The terms "a" and "mx" match the IP addresses that DNS has for the name (RFC 7208, sections 5.3 and 5.4). The server that sends the mail can have a different IP address.
spf-missing = A domain without a v=spf1 record gets the result "none" (RFC 7208, section 2.6.1).
spf-missing-silence = The right record depends on who else sends for the domain, and we couldn't find that out.
spf-missing-mailboxes = The right record depends on the servers that the domain's mailboxes send from. Ask the mailbox provider. A record without these servers would count against your own mail.
spf-doubled-name = Receivers check the domain itself (RFC 7208, section 3). Many DNS panels append the domain to what you type.
spf-second-unread = An SPF record must begin with v=spf1 (RFC 7208, section 4.5), and a domain can have only one (section 3.2). Move any terms that you still need into the valid record, then delete this one.
spf-several-records = A domain can have only one v=spf1 record. More than one causes a permerror (RFC 7208, sections 3.2 and 4.5).
spf-several-open = One of them allows anyone to send: { $record }.
spf-one-mistake = A single mistake makes the whole record invalid (RFC 7208, section 4.6).
spf-bad-term = The term "{ $term }" isn't valid.
spf-broken-term = An include or redirect must point to a name with exactly one valid SPF record. Otherwise, the result is a permerror (RFC 7208, sections 5.2 and 6.1). An mx term with more than 10 hosts also causes a permerror (section 4.6.4).
spf-too-many-lookups = The terms include, a, mx, ptr, exists, and redirect count as lookups, even in included records. More than 10 lookups cause a permerror (RFC 7208, section 4.6.4). Remove services that you no longer use. Or give a service a return path on a subdomain with its own SPF record.
spf-too-many-voids = More than two lookups that find nothing can cause a permerror (RFC 7208, section 4.6.4).
spf-open-to-all = An "all" without a sign means "+all", which passes every address (RFC 7208, sections 4.6.2 and 5.1). A prefix length of 0 does the same. An include passes everything that the included record passes (section 5.2). Receivers then accept forged mail as yours.
spf-record = There's exactly one v=spf1 record, and it's within the limits (RFC 7208, sections 3.2 and 4.6.4).
spf-no-ending = Without "all" or "redirect=", the result is neutral (RFC 7208, section 4.7).
spf-neutral-ending = Receivers treat "?all" the same as no record (RFC 7208, section 2.6.2). Once every sender is listed, "~all" is better.
spf-after-all = Receivers ignore any mechanism after "all" (RFC 7208, section 5.1). They also ignore "redirect=" in a record with "all" (section 6.1).
spf-wide-range = A pass means that the sender is authorized (RFC 7208, section 2.6.3). List only servers that send for the domain.
spf-ptr = The "ptr" term is slow and unreliable, and shouldn't be used (RFC 7208, section 5.5).
spf-return-path = SPF checks the return path (RFC 7208, section 2.4). Unless aspf=s is set, DMARC accepts a return path on a subdomain (RFC 9989).
spf-return-path-missing = Mail with an aligned DKIM signature passes without this record.
spf-parked = The record "v=spf1 -all" authorizes no one (RFC 7208, section 3.1).
spf-effect = After the change: { $lookups } of 10 lookups (now { $lookups-now }), { $voids } of 2 void lookups (now { $voids-now }), { $bytes } bytes (now { $bytes-now }).
spf-effect-ending = The ending stays the same.

## Mistakes in an SPF record
mistake-before-blank = The text begins with a space. A record has to begin with v=spf1 (RFC 7208, section 4.5).
mistake-before-line-break = The text begins with a line break or another control character. A record has to begin with v=spf1 (RFC 7208, section 4.5).
mistake-before-quote = The text begins with a quotation mark. A record has to begin with v=spf1 (RFC 7208, section 4.5).
mistake-before-invisible = The text begins with an invisible character. A record has to begin with v=spf1 (RFC 7208, section 4.5).
mistake-before-dash = The text begins with a long dash. A record has to begin with v=spf1 (RFC 7208, section 4.5).
mistake-before-entity = The text begins with the HTML entity { $was }. A record has to begin with v=spf1 (RFC 7208, section 4.5).
mistake-before-escape = The text begins with the escape sequence { $was }. A record has to begin with v=spf1 (RFC 7208, section 4.5).
mistake-before-lookalike = The text begins with { $was }, which only looks like a plain letter or sign. A record has to begin with v=spf1 (RFC 7208, section 4.5).
mistake-before-word = The text begins with something else: { $was }. A record has to begin with v=spf1 (RFC 7208, section 4.5).
mistake-version = A record begins with "v=spf1", not with { $was } (RFC 7208, section 4.5).
mistake-version-glued = There's no space after "v=spf1" (RFC 7208, section 4.5).
mistake-version-twice = "v=spf1" appears twice. Receivers ignore the second one (RFC 7208, section 6).
mistake-behind-ending = A second record begins after the end of the first one. Receivers never read it (RFC 7208, section 5.1).
mistake-sign-blank = The record contains a nonstandard space: { $was }. SPF is plain ASCII, and only plain spaces separate its terms (RFC 7208, section 12).
mistake-sign-line-break = The record contains a line break or another control character. SPF is plain ASCII, and only spaces separate its terms (RFC 7208, section 12).
mistake-sign-quote = The record contains a quotation mark: { $was }. SPF is plain ASCII without quotation marks (RFC 7208, section 12).
mistake-sign-invisible = The record contains an invisible character. SPF is plain ASCII (RFC 7208, section 12).
mistake-sign-dash = The record contains a long dash: { $was }. SPF is plain ASCII and uses the minus sign (RFC 7208, section 12).
mistake-sign-entity = The record contains the HTML entity { $was }. SPF is plain ASCII (RFC 7208, section 12).
mistake-sign-escape = The record contains the escape sequence { $was }. SPF is plain ASCII (RFC 7208, section 12).
mistake-sign-lookalike = The record contains { $was }, which only looks like a plain letter or sign. SPF is plain ASCII (RFC 7208, section 12).
mistake-sign-word = The record contains other text: { $was }. Only terms belong in it (RFC 7208, section 12).
mistake-glued = "{ $was }" is two terms without a space between them. It should be "{ $now }" (RFC 7208, section 4.6.1).
mistake-separator = "{ $was }" is two terms. Separate terms with a space, not with a comma or semicolon: "{ $now }" (RFC 7208, section 4.6.1).
mistake-blank-inside = "{ $was }" has a space in the middle of a term. It should be "{ $now }" (RFC 7208, section 4.6.1).
mistake-misspelled = "{ $was }" isn't a mechanism. It should probably be "{ $now }" (RFC 7208, section 5).
mistake-equals = "{ $was }" has the wrong sign after its name, so receivers ignore it or reject the whole record. It should be "{ $now }" (RFC 7208, section 6).
mistake-address = "{ $was }" isn't an IP address in the form that SPF uses. It should be "{ $now }" (RFC 7208, section 5.6).
mistake-name-for-address = "{ $was }" has a name where an IP address belongs. A name needs "a:" before it: "{ $now }" (RFC 7208, section 5.6).
mistake-bare = "{ $was }" needs a mechanism before each name. It should be "{ $now }" (RFC 7208, section 4.6.1).
mistake-punctuation = "{ $was }" has characters that don't belong there. It should be "{ $now }" (RFC 7208, section 12).
