# The rules behind each finding of the DNS report, for technicians, with their sources.

## Any finding
behind-alias = A CNAME at { $name } leads to { $hop }, and a CNAME excludes other records at its name (RFC 1034, section 3.6.2).
unknown = "No answer" isn't the same as "not there". A timeout or SERVFAIL says nothing about the record (RFC 2308, section 7; RFC 7208, section 2.6.6).
ignored-terms = Receivers ignore a modifier that they don't know (RFC 7208, section 6).

## DMARC
dmarc-inherited = Without a record of its own, the domain gets { $above }'s policy for subdomains (sp, or p without sp): { $policy } (RFC 9989, sections 4.7 and 4.10.1).
dmarc-inherited-absent = While the name doesn't exist, it gets { $above }'s policy for names that don't exist (np, or sp, or p): { $absent }. With its first record, it gets the policy for subdomains (sp, or p): { $policy } (RFC 9989, sections 4.7 and 4.10.1).
dmarc-missing = There's no record at the domain or above it (RFC 9989, section 4.10). p=none doesn't change delivery. It only asks for reports. Gmail, Yahoo, and Microsoft's consumer mailboxes require DMARC only from those who send them 5,000 messages a day. From everyone, they want SPF or DKIM.
dmarc-several-records = If several records are left, receivers discard all of them (RFC 9989, section 4.10).
dmarc-unreadable = The record begins with v=DMARC1, spelled exactly like that, and has a semicolon between its tags (RFC 9989, sections 4.7 and 4.8).
dmarc-ignored-part = Receivers skip a part without an equals sign and use the others (RFC 9989, section 4.8).
dmarc-policy-tag = Receivers ignore an unknown tag and take a missing p as none (RFC 9989, section 4.7).
dmarc-policy-word = Receivers take an unknown p as none (RFC 9989, section 4.7).
dmarc-no-policy = Receivers take a missing or unknown p as none (RFC 9989, section 4.7). Older receivers ignore such a record.
dmarc-report-address = The tag rua is a list of URIs with commas between them. Receivers only use mailto: addresses (RFC 9989, section 4.6).
dmarc-tag-twice = A tag that occurs more than once makes the list invalid (RFC 6376, section 3.2, which RFC 9989, section 4.7, refers to).
dmarc-punctuation = Tags have a semicolon between them (RFC 9989, section 4.8).
dmarc-in-force = The policy { $policy } is in effect.
dmarc-no-reports = The tag rua says who gets aggregate reports (RFC 9989, section 4.7).
dmarc-wildcard = A record belongs at the domain's own name (RFC 9989, section 4.10).
dmarc-kept-by-alias = The name is an alias (CNAME) for { $hop }. That record isn't yours to change, and no other record can be next to the alias (RFC 1034, section 3.6.2).
dmarc-kept-by-wildcard = A wildcard answers. A record at the name itself overrides it there (RFC 4592, section 3.3.1).
dmarc-kept-by-wildcard-alias = A wildcard answers, with an alias for { $hop }. A record at the name itself overrides it there (RFC 4592, section 3.3.1).
dmarc-strict-spf = aspf=s requires the return path at exactly this domain (RFC 9989, section 4.7), but this service's return path is on a subdomain. An aligned DKIM signature still passes (section 4.4).
dmarc-testing = With t=y, the policy { $policy } becomes { $milder } (RFC 9989, section 4.7).
dmarc-record = p={ $policy } (RFC 9989, section 4.7). The organizational domain is { $organization } (section 4.10.2).
dmarc-below = Subdomains without a record of their own use { $sub }, and names that don't exist use { $absent } (sp and np, section 4.7).
dmarc-older-organization = Receivers that predate RFC 9989 use the public suffix list. For them the organizational domain is { $organization }, and a signature or return path within it is aligned (RFC 7489, sections 3.1 and 3.2).
dmarc-older-share = Older receivers still apply the policy to only { $share }% of the mail that fails (pct; RFC 7489, section 6.3).
dmarc-older-in-full = Older receivers don't know t and apply p in full.
dmarc-old-tags = RFC 9989 ignores pct, rf, and ri. These tags no longer have an effect there and do no harm.
dmarc-older-nothing = The DNS tree walk finds the policy { $policy } at { $above } (RFC 9989, section 4.10). Older receivers only check the name itself and { $asked }, its organizational domain in the public suffix list. They find no record there (RFC 7489, sections 3.2 and 6.6.3).
dmarc-older-policy = The DNS tree walk finds the policy { $policy } at { $above } (RFC 9989, section 4.10). Older receivers only check the name itself and { $asked }, its organizational domain in the public suffix list. At { $name } they find { $found } (RFC 7489, sections 3.2 and 6.6.3).
dmarc-wrong-name = Many DNS panels append the domain to what you type. Receivers look only at { $name } (RFC 9989, section 4.10).
dmarc-rests-on-spf = SPF doesn't survive forwarding, so a policy of quarantine or reject needs DKIM as well (RFC 9989, section 4.4). The policy itself is fine. Publish the DKIM key instead of weakening the policy.
dmarc-nothing-aligns = Without an aligned SPF pass and without a key, every message fails, and p={ $policy } applies to it (RFC 9989, sections 4.4 and 4.7). Publish the key instead of weakening the policy.
dmarc-reports-lost = A reader at another domain has to agree to receive the reports (RFC 9990, Verifying External Destinations).
dmarc-reports-refused = A reader at another domain publishes v=DMARC1 at { $permits } (RFC 9990, Verifying External Destinations). You can remove an address that no one needs.
dmarc-parked-open = A domain without mail doesn't need to collect reports first. p=reject asks receivers to reject all mail (RFC 9989, section 4.7).

## MX
mx-null = A null MX says that the domain doesn't accept mail (RFC 7505, section 3).
mx-none = There's no MX record. Senders then try the domain's own address (RFC 5321, section 5.1).
mx-null-and-sending = A receiver may reject mail from such a domain, because no reply can arrive (RFC 7505, section 4.2).
mx-null-beside-others = A null MX has to be the only MX record of its domain (RFC 7505, section 3).
mx-hosts = These hosts accept the domain's mail (RFC 5321, section 5.1).
mx-other-provider = A filter in front of the mailbox looks the same from outside.
mx-target-is-address = An MX record names a host, never an address (RFC 5321, section 5.1; RFC 1035, section 3.3.9).
mx-target-missing = An MX target must have an address (RFC 5321, section 5.1).
mx-target-is-alias = An MX target must not be an alias (RFC 2181, section 10.3; RFC 5321, section 5.1).
mx-parked = A null MX says that the domain doesn't accept mail (RFC 7505, section 3). Without one, senders try the domain's own address (RFC 5321, section 5.1).
mx-sts-leaves-out = In enforce mode, senders deliver nothing to a host that the policy doesn't name (RFC 8461, section 5).

## The domain
domain-not-found = The nameservers say that the name doesn't exist (NXDOMAIN; RFC 1035, section 4.1.1).
domain-not-there-yet = NXDOMAIN means that the name doesn't exist, and no name below it does (RFC 8020). The domain above it has a DMARC policy (RFC 9989).
domain-dns-host = These are the NS records of the zone (RFC 1034, section 4.2.1). Records that you add anywhere else have no effect.
domain-unlisted-host = We don't know this host's panel, so we show names in the most common form.
domain-server-lame = Each server that the NS records name has to hold the zone (RFC 1034, section 4.2.2; RFC 2181, section 6).
domain-servers-differ = Every authoritative server should serve the same zone (RFC 1034, section 4.3.5). Caches keep what they have until its TTL ends.
domain-of-a-provider = Only its owner can change a domain's records, and a policy covers all mail that uses the domain (RFC 9989, section 4.7).
domain-pasted = We compared DNS with the records that you pasted from the provider's page (names and values: RFC 1035, section 3).
domain-pasted-conflict = A name can have one SPF record, within its limits (RFC 7208, sections 3.2 and 4.6.4), and one provider's mail servers.
domain-pasted-key-alone = A key belongs at selector._domainkey below the domain (RFC 6376, section 3.6.2.1). A PEM file contains only the key (RFC 7468, section 13).
domain-pasted-elsewhere = We don't compare records of another domain, and don't suggest any (names: RFC 1034, section 3.1).
domain-pasted-unread = We read name, type, and value in lines, in a table, or as in a zone file (RFC 1035, section 5.1).

## Extras
extras-not-used = The domain's owner decides about MTA-STS (RFC 8461), TLS-RPT (RFC 8460), DNSSEC (RFC 9364), and BIMI.
extras-tls-rpt = This is a TLS-RPT record with an address to report to (RFC 8460, section 3).
extras-tls-rpt-unreadable = There has to be one record, with v=TLSRPTv1 and with mailto: or https: addresses in rua (RFC 8460, section 3).
extras-bimi = Receivers decide whether to show BIMI, and only with an enforced DMARC policy (RFC 9989, section 4.7).
extras-dnssec-signed = The parent zone has a DS record (RFC 4034, section 5). Only a validating resolver can tell whether every signature is valid. If one is broken, the resolver answers SERVFAIL.
extras-dane = TLSA records count only if DNSSEC protects them (RFC 7672, section 2.1).
extras-sts-record = There has to be one record, with v=STSv1 and an id of 1 to 32 letters and digits (RFC 8461, section 3.1).
extras-sts-no-host = Senders fetch the policy from https://mta-sts.<domain>/.well-known/mta-sts.txt (RFC 8461, section 3.3).
extras-sts-line = Line { $number } of the policy has no colon (RFC 8461, section 3.2).
extras-sts-version = The policy has no line that says "version: STSv1" (RFC 8461, section 3.2).
extras-sts-mode = In the policy, mode is missing or isn't enforce, testing, or none (RFC 8461, section 3.2).
extras-sts-max-age = In the policy, max_age is missing or isn't a number of seconds up to 31557600 (RFC 8461, section 3.2).
extras-sts-pattern = Line { $number } of the policy should have the name of a mail server, or *. and a name (RFC 8461, section 3.2).
extras-sts-no-pattern = No mx line in the policy names a mail server (RFC 8461, section 3.2).
extras-sts-content-type = The policy has to be served as text/plain (RFC 8461, section 3.2). This one is served as { $media }.
extras-sts-status = The web server answers with status { $status }. Only 200 counts, and senders don't follow redirects (RFC 8461, section 3.3).
extras-sts-certificate = The certificate has to be valid for { $host } and come from an authority that senders trust (RFC 8461, section 3.3). Here, { $detail }.
extras-sts-silent = Without an answer, we know nothing about the policy. Senders that already have it follow it for its max_age (RFC 8461, section 3.3).
extras-sts-not-read = The TXT record is fine (RFC 8461, section 3.1). Its id changes whenever the policy does. We didn't fetch the policy.
extras-sts-age = Senders remember the policy for { $seconds } seconds (RFC 8461, section 3.2).
extras-sts-left-out = The policy's mx lines have to name every host of the MX records (RFC 8461, sections 3.2 and 4.1). Missing: { $hosts }. After a change, the id in the TXT record has to change too (section 3.1).
extras-caa-shut = An issue property without an issuer forbids every certificate for the name, and for names below it without CAA records (RFC 8659, sections 3 and 4.2). The person who runs the web server knows which authority it uses.

## DKIM
dkim-key = This is a key record at selector._domainkey (RFC 6376, section 3.6). Signing itself is turned on at the provider.
dkim-ed25519-only = Ed25519 is fine next to an RSA key. Signers add an RSA signature for verifiers that only know RSA (RFC 8463, section 6).
dkim-short-key = RSA keys should have at least 2048 bits (RFC 8301, section 3.2).
dkim-testing = If t=y is set, receivers treat signed mail like unsigned mail (RFC 6376, section 3.6.1).
dkim-bare-key = RFC 6376, section 3.6.1, refers to an RSAPublicKey. In practice p= has a SubjectPublicKeyInfo, and many verifiers read nothing else.
dkim-unusable = A name has one key record, which is complete (strings of at most 255 bytes, joined without spaces). The key has at least 1024 bits and allows SHA-256 (RFC 6376, sections 3.6.1 and 3.6.2.2; RFC 8301, sections 3.1 and 3.2).
dkim-revoked = An empty p= revokes the key (RFC 6376, section 3.6.1).
dkim-differs = Receivers verify a signature with the key at its selector (RFC 6376, section 6.1.2). We compared that key with the records you pasted.
dkim-not-published = The targets are the provider's own, but there's no key record at them.
dkim-reserve-empty = The record points where it should. A provider may publish a selector's key only when it starts to use it.
dkim-selector-key = Receivers verify a signature with the key that its own selector leads to (RFC 6376, section 3.6.2.1).
dkim-dangling = The CNAME points to a name without a key record (RFC 6376, section 3.6.2).
dkim-dangling-dot = Without a final dot, many panels append the zone to the target (RFC 1035, section 5.1).
dkim-wrong-name = A key belongs at selector._domainkey below the domain (RFC 6376, section 3.6.2.1). Many DNS panels append the domain to what you type, so a full name ends up with the domain twice.
dkim-missing = There's no key at { $names } (RFC 6376, section 3.6.2).
dkim-none = The answer for _domainkey.{ $domain } is NXDOMAIN. So no name below it exists, and there's no key under any selector (RFC 8020).
dkim-selector-unknown = DNS can't list the selectors below _domainkey.{ $domain }, so an unknown selector doesn't mean "no DKIM" (RFC 6376, section 3.1).
dkim-pasted-damaged = The pasted text isn't a key record (RFC 6376, section 3.6.1), so we don't compare or suggest it.
dkim-wildcard = A wildcard record answers for selectors that don't exist (RFC 4592; RFC 6376, section 6.1.2).
dkim-parked = The domain's own records say that it doesn't send mail (RFC 7208, section 3.1; RFC 7505).

## SPF
spf-evaluated = We evaluated the record for addresses that the provider sends from (RFC 7208, section 4). We didn't just look for its name in the record.
spf-terms = The terms to have at { $domain }: { $terms }.
spf-full = With them the record would need { $lookups } of 10 lookups and { $voids } of 2 void lookups, so we don't suggest the change. Remove services that you no longer use. Or give one a return path on a subdomain with its own SPF record (RFC 7208, sections 2.4 and 4.6.4).
spf-temperror = A timeout is a temperror (RFC 7208, section 2.6.6).
spf-by-macros = Macros need a real address and sender (RFC 7208, section 7).
spf-not-needed = SPF looks at the return path (RFC 7208, section 2.4), so the record belongs at that host. An aligned DKIM signature is enough for DMARC (RFC 9989, section 4.4).
spf-server-unknown = The terms "a" and "mx" mean what DNS answers for them (RFC 7208, sections 5.3 and 5.4), not the server that sends.
spf-missing = A domain without a v=spf1 record has the result none (RFC 7208, section 2.6.1).
spf-missing-silence = Which record is right depends on who else sends for the domain. We couldn't find that out.
spf-missing-mailboxes = Which record is right depends on the servers that the domain's mailboxes send from. Their provider can tell. A record without these servers would count against your own mail.
spf-doubled-name = Receivers look at the domain itself (RFC 7208, section 3). Many DNS panels append the domain to what you type.
spf-second-unread = A record begins with v=spf1 (RFC 7208, section 4.5), and a domain has only one (section 3.2). Move what you still use into the record that counts. Then delete this one.
spf-several-records = A domain has only one v=spf1 record. Several are a permerror (RFC 7208, sections 3.2 and 4.5).
spf-several-open = One of them lets everyone send: { $record }.
spf-one-mistake = One mistake anywhere voids the record (RFC 7208, section 4.6).
spf-bad-term = The term "{ $term }" can't be read.
spf-broken-term = An include or redirect to a name without a single, readable SPF record is a permerror (RFC 7208, sections 5.2 and 6.1). So is an mx with more than 10 hosts (section 4.6.4).
spf-too-many-lookups = The terms include, a, mx, ptr, exists, and redirect count together, also in included records. More than 10 are a permerror (RFC 7208, section 4.6.4). Remove services that you no longer use. Or give one a return path on a subdomain with its own SPF record.
spf-too-many-voids = More than two lookups that find nothing may be a permerror (RFC 7208, section 4.6.4).
spf-open-to-all = An "all" without a sign means "+all" and passes every address (RFC 7208, sections 4.6.2 and 5.1), and so does a prefix length of 0. An include passes everything that its record passes (section 5.2). Receivers then take any forged mail for yours.
spf-record = There's one v=spf1 record, and it's within the limits (RFC 7208, sections 3.2 and 4.6.4).
spf-no-ending = Without "all" or "redirect=", the result is neutral (RFC 7208, section 4.7).
spf-neutral-ending = Receivers treat "?all" like no record (RFC 7208, section 2.6.2). Once every sender is listed, "~all" is better.
spf-after-all = Receivers ignore mechanisms that come after "all" (RFC 7208, section 5.1), and "redirect=" next to it (section 6.1).
spf-wide-range = A pass says that the sender is authorized (RFC 7208, section 2.6.3). List only what sends for the domain.
spf-ptr = The term "ptr" is slow and unreliable, and shouldn't be used (RFC 7208, section 5.5).
spf-return-path = SPF looks at the return path (RFC 7208, section 2.4). DMARC accepts one on a subdomain unless aspf=s is set (RFC 9989).
spf-return-path-missing = An aligned DKIM signature passes without it.
spf-parked = v=spf1 -all authorizes no one (RFC 7208, section 3.1).
spf-effect = After the change: { $lookups } of 10 lookups (now { $lookups-now }), { $voids } of 2 void lookups (now { $voids-now }), { $bytes } bytes (now { $bytes-now }).
spf-effect-ending = The ending stays the same.

## Mistakes in an SPF record
slip-before-blank = The text begins with a space. A record has to begin with v=spf1 (RFC 7208, section 4.5).
slip-before-line-break = The text begins with a line break or another control character. A record has to begin with v=spf1 (RFC 7208, section 4.5).
slip-before-quote = The text begins with a quotation mark. A record has to begin with v=spf1 (RFC 7208, section 4.5).
slip-before-invisible = The text begins with an invisible character. A record has to begin with v=spf1 (RFC 7208, section 4.5).
slip-before-dash = The text begins with a long dash. A record has to begin with v=spf1 (RFC 7208, section 4.5).
slip-before-entity = The text begins with the HTML entity { $was }. A record has to begin with v=spf1 (RFC 7208, section 4.5).
slip-before-escape = The text begins with the escape sequence { $was }. A record has to begin with v=spf1 (RFC 7208, section 4.5).
slip-before-lookalike = The text begins with { $was }, which only looks like a plain letter or sign. A record has to begin with v=spf1 (RFC 7208, section 4.5).
slip-before-word = The text begins with other text: { $was }. A record has to begin with v=spf1 (RFC 7208, section 4.5).
slip-version = A record begins with "v=spf1", not with { $was } (RFC 7208, section 4.5).
slip-version-glued = There's no space (blank) after "v=spf1" (RFC 7208, section 4.5).
slip-version-twice = "v=spf1" is there twice. Receivers ignore the second one (RFC 7208, section 6).
slip-behind-ending = A second record begins after the end of the first one. Receivers never read it (RFC 7208, section 5.1).
slip-sign-blank = The record has a space that isn't a plain one: { $was }. SPF is plain ASCII, and only plain spaces separate its terms (RFC 7208, section 12).
slip-sign-line-break = The record has a line break or another control character in it. SPF is plain ASCII, and only spaces separate its terms (RFC 7208, section 12).
slip-sign-quote = The record has a quotation mark in it: { $was }. SPF is plain ASCII without quotation marks (RFC 7208, section 12).
slip-sign-invisible = The record has an invisible character in it. SPF is plain ASCII (RFC 7208, section 12).
slip-sign-dash = The record has a long dash in it: { $was }. SPF is plain ASCII and uses the minus sign (RFC 7208, section 12).
slip-sign-entity = The record has the HTML entity { $was } in it. SPF is plain ASCII (RFC 7208, section 12).
slip-sign-escape = The record has the escape sequence { $was } in it. SPF is plain ASCII (RFC 7208, section 12).
slip-sign-lookalike = The record has { $was } in it, which only looks like a plain letter or sign. SPF is plain ASCII (RFC 7208, section 12).
slip-sign-word = The record has other text in it: { $was }. Only terms belong in it (RFC 7208, section 12).
slip-glued = "{ $was }" is two terms without a space (blank) between them: "{ $now }" (RFC 7208, section 4.6.1).
slip-separator = "{ $was }" is two terms. Only a space (blank) separates terms, not a comma or a semicolon: "{ $now }" (RFC 7208, section 4.6.1).
slip-blank-inside = "{ $was }" has a space inside a term. It should be "{ $now }" (RFC 7208, section 4.6.1).
slip-misspelt = "{ $was }" isn't a mechanism. It should probably be "{ $now }" (RFC 7208, section 5).
slip-equals = "{ $was }" has the wrong sign after its name, so receivers ignore it or stop. It should be "{ $now }" (RFC 7208, section 6).
slip-address = "{ $was }" isn't an address in the form that SPF uses. It should be "{ $now }" (RFC 7208, section 5.6).
slip-name-for-address = "{ $was }" has a name where an address has to be. A name needs "a:" before it: "{ $now }" (RFC 7208, section 5.6).
slip-bare = "{ $was }" has no mechanism before each name. It should be "{ $now }" (RFC 7208, section 4.6.1).
slip-punctuation = "{ $was }" has characters that don't belong to it. It should be "{ $now }" (RFC 7208, section 12).
