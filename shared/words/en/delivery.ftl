### What a technician reads about a message that a configured website sent: how it arrived, what SPF, DKIM and DMARC say,
### and what is still wrong. -fix says what the one who has to act does now.

## How it arrived

delivery-after = { $seconds ->
    [one] The message arrived after { $seconds } second.
   *[other] The message arrived after { $seconds } seconds.
}
delivery-server = It came from { $server }.
delivery-server-at = It came from { $server } ({ $ip }).
delivery-server-unknown = The message doesn't say which server it came from.
delivery-tls = The connection was encrypted with { $version }.
delivery-tls-any = The connection was encrypted.
delivery-plain = The connection wasn't encrypted.
delivery-transport-unknown = The message doesn't say whether the connection was encrypted.
delivery-from = The message is from { $address }.
delivery-from-missing = The message has no From address.
delivery-from-several = The message has several From addresses: { $addresses }.
delivery-from-unreadable = The From address isn't valid: { $address }.
delivery-return-path = Bounces go to { $address }.
delivery-return-path-empty = The message has an empty return path, so no one gets its bounces.
delivery-return-path-unreadable = The return path isn't valid: { $address }.
delivery-return-path-unknown = The message doesn't say where bounces go.

## What its receiver says

delivery-receiver = { $receiver } says: { $results }.
delivery-receiver-unnamed = The receiving server says: { $results }.
delivery-receiver-none = The message doesn't say what its receiving server found.

## SPF

delivery-spf-pass = SPF passes for { $domain }.
delivery-spf-fail = SPF fails: { $domain } doesn't allow this server to send.
delivery-spf-softfail = SPF fails softly: { $domain } probably doesn't allow this server to send.
delivery-spf-neutral = SPF has no result: the record of { $domain } says nothing about this server.
delivery-spf-none = SPF has no result: { $domain } has no SPF record.
delivery-spf-perm-error = SPF fails: the record of { $domain } is invalid.
delivery-spf-no-answer = We couldn't check SPF, because a DNS lookup timed out.
delivery-spf-not-in-message = We couldn't check SPF, because the message doesn't say which server and sender it came from.

## DKIM

delivery-dkim-none = The message has no DKIM signature.
delivery-dkim-pass = The DKIM signature of { $domain } is valid (selector { $selector }).
delivery-dkim-unknown = We couldn't check the DKIM signature of { $domain }, because a DNS lookup timed out.
delivery-dkim-fail = The DKIM signature of { $domain } isn't valid: { $reason }.
delivery-dkim-fail-unnamed = A DKIM signature isn't valid: { $reason }.
delivery-dkim-expired = it has expired
delivery-dkim-body-hash = the text was changed after signing
delivery-dkim-signature = the headers were changed after signing, or DNS has another key
delivery-dkim-no-key = DNS has no key at { $name }
delivery-dkim-revoked = the key was revoked
delivery-dkim-key-kind = the key in DNS is for another algorithm
delivery-dkim-weak-key = the key has only { $bits } bits
delivery-dkim-weak-hash = it uses SHA-1, which receivers don't accept
delivery-dkim-too-many = the message has too many signatures
delivery-dkim-key-tags = the tags of the key in DNS can't be read
delivery-dkim-key-duplicate-tag = the key in DNS has a tag twice
delivery-dkim-key-version = the key in DNS has a wrong version
delivery-dkim-key-absent = the record in DNS has no key in it
delivery-dkim-key-damaged = the key in DNS is damaged or cut off
delivery-dkim-key-not-for-mail = the key in DNS isn't for email
delivery-dkim-key-hash = the key in DNS doesn't allow SHA-256
delivery-dkim-header-tags = its tags can't be read
delivery-dkim-header-missing-tag = a required tag is missing
delivery-dkim-header-version = its version is unknown
delivery-dkim-header-value = one of its values can't be read
delivery-dkim-header-algorithm = its algorithm is unknown
delivery-dkim-header-canonicalization = its canonicalization is unknown
delivery-dkim-header-from = it doesn't cover the From address
delivery-dkim-header-identity = its identity (i=) is outside its domain (d=)
delivery-dkim-header-query = its key isn't in DNS

## Alignment and DMARC

delivery-aligned = { $domain } matches the From address.
delivery-not-aligned = { $domain } doesn't match the From address, so it doesn't count for DMARC.
delivery-alignment-unknown = We couldn't check whether { $domain } matches the From address.
delivery-dmarc-pass = DMARC passes (policy { $policy } of { $domain }).
delivery-dmarc-fail-none = DMARC fails. The policy of { $domain } is none, so receivers may still deliver the message.
delivery-dmarc-fail-quarantine = DMARC fails. Because of the policy of { $domain }, receivers put the message in the junk folder.
delivery-dmarc-fail-reject = DMARC fails. Because of the policy of { $domain }, receivers reject the message.
delivery-dmarc-no-record = The domain has no DMARC record.
delivery-dmarc-no-author = DMARC needs exactly one valid From address.
delivery-dmarc-no-answer = We couldn't check DMARC, because a DNS lookup timed out.
delivery-dmarc-not-in-message = We couldn't check DMARC, because the message doesn't say enough about where it came from.

## What is still wrong

delivery-wrong-from = The website sends from { $found }, not from { $expected }.
delivery-wrong-from-fix = Set the From address in the website's mail settings to { $expected }.
delivery-no-from = The message doesn't have exactly one valid From address.
delivery-no-from-fix = Set the From address in the website's mail settings to { $expected }, and remove all others.
delivery-not-through-provider = The message came from { $server }, not from { $provider }. So the website doesn't use the new settings yet.
delivery-not-through-provider-fix = Turn on the new settings in the website's mail plugin, and check that nothing else sends its email.
delivery-spf-misses-server = The SPF record of { $domain } doesn't include the server { $ip }.
delivery-spf-misses-server-fix = Add the provider's include to the SPF record of { $domain }. The DNS report shows the exact record.
delivery-no-spf = { $domain } has no SPF record.
delivery-no-spf-fix = Add an SPF record for { $domain }. The DNS report shows the exact record.
delivery-spf-invalid = The SPF record of { $domain } is invalid, so receivers ignore it.
delivery-spf-invalid-fix = Replace the SPF record of { $domain }. The DNS report shows the exact record.
delivery-not-signed = The message isn't signed with DKIM.
delivery-not-signed-fix = Turn on DKIM signing for { $domain } in the email provider's admin area.
delivery-signed-for-other = The message is signed for { $signer }, not for { $domain }, so the signature doesn't count for DMARC.
delivery-signed-for-other-fix = Set up DKIM for { $domain } in the email provider's admin area.
delivery-signed-unreadable = The message has a DKIM signature that names no domain, so it doesn't count for DMARC.
delivery-key-missing = The message is signed, but DNS has no key at { $name }.
delivery-key-missing-fix = Add the provider's DKIM record at { $name }.
delivery-signature-fails = The DKIM signature of { $signer } isn't valid: { $reason }.
delivery-signature-fails-fix = Ask the email provider's support why the DKIM signature of { $signer } isn't valid.
delivery-spf-for-other = SPF passes for { $path }, not for { $domain }, so DMARC fails.
delivery-spf-for-other-fix = Set up a return path at { $domain } in the email provider's admin area.
delivery-return-path-elsewhere = Bounces go to { $path }, so SPF doesn't count for DMARC at { $domain }.
delivery-return-path-elsewhere-fix = If the email provider offers it, set up a return path at { $domain } in its admin area.
delivery-not-encrypted = { $server } delivered the message without encryption.
delivery-not-encrypted-fix = Ask the email provider's support why { $server } doesn't use TLS.
