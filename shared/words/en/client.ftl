### What a client reads on the pages.

## The wizard doesn't open, or is over.

closed-incomplete = This link is incomplete
closed-incomplete-why = Part of the link is missing. Email programs sometimes break a long link in two.
closed-rewritten = This link was changed on its way
closed-rewritten-why =
    An email filter or a newsletter program put its own address around the link. Another website may have seen the
    link, so it isn't safe anymore.
closed-several = There's more than one link here
closed-several-why = This page can't tell which link is yours.
closed-version = This link doesn't work with this version of the page
closed-version-why = The link is complete, but another version of this service made it.
closed-tap-again = Go back to the message and tap the link again.
closed-copy-all = Or copy the whole link, up to its last letter, into the address bar.
closed-ask-if-not = If that doesn't help, ask the person who sent the link for a new one.
closed-ask = Ask the person who sent the link for a new one.
closed-ask-another-way = Ask them to send it another way, such as in a chat or from their own email program.
closed-nothing-lost = Nothing was sent, and nothing is lost.

closed-strangers = Stop here and call the agency
closed-strangers-what =
    Your link says who can read your settings. The server just named different people. This page won't encrypt anything
    for them.
closed-strangers-why =
    There may be a harmless reason, such as a new colleague. In that case the agency sends you a new link. Use a phone
    number that you already know, not one from a message.
closed-strangers-told = Nothing you typed was sent. We told the agency's server about this.

closed-offline = You're offline
closed-offline-next = This page opens when you're back online.
closed-unreachable = We can't reach the server
closed-unreachable-next = We'll try again every few seconds. This page opens when the server answers.
closed-try-again = Try again

closed-expired = This link has expired
closed-revoked = This link was revoked
closed-unknown = This link isn't valid
closed-wrong = Something went wrong

closed-withdrawn = You withdrew your email settings
closed-withdrawn-what = We deleted your sealed settings from the server. No one can open them anymore.
closed-withdrawn-next =
    If someone opened them before, change the app password at your provider. To start again, ask { $manager } for a new
    link.
