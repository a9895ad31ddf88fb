### The page of someone who does a step for a client: the person who manages Microsoft 365 sets up an app. The steps
### themselves are in administrator.ftl.

## Before the page opens

greeting = Set up an app for a website
greeting-what = This page shows each step, with the values to copy.

## What it is about

heading = Set up an app for { $site }
what = { $client } asked you for this. The website { $site } will send email from { $mailbox }, through Microsoft 365.
compare =
    Compare this mailbox with the one in { $client }'s message. If they differ, stop here and call { $client }.
needs =
    You need access to the Microsoft Entra admin center and to Exchange Online PowerShell. It takes about half an hour.
    Enter the values in the fields below as you go.
private =
    Your browser encrypts what you enter, and only { $client }'s page can open it. The server can't read it. Nothing on
    this page is a password of yours.
ended = This link isn't needed anymore

## The two kinds of rights

rights = How much should the app be allowed to do?
rights-hint = Choose the first one, unless your organization can't use roles for applications in Exchange.

## The values

app-name = Website mail
label-name = Name of the app
missing = Enter this value.
label-registration = Object ID of the app registration (optional)
registration-hint = From the same page. We only compare it with the other Object ID, so that you don't mix them up.
label-object = Object ID of the enterprise application
object-hint = From Enterprise apps, and not from App registrations
object-wrong = That isn't an Object ID. It has 36 characters, in 5 groups.
label-expires = When the client secret expires (optional)
expires-hint = For example, 2028-11-30. We pass it on, because Microsoft doesn't warn anyone.
expires-wrong = Write the date as year, month, and day, for example 2028-11-30.
proof =
    Enter what you created: the certificate with its private key, or the client secret. You'll have to enter it again if
    you leave or reload this page.
label-proof = Certificate and private key, or client secret
secret-hint = Paste the whole content of app.pem, or the Value of the client secret. Don't paste the Secret ID.
certificate-none =
    There's no complete certificate here. Paste the whole content of app.pem, which has the certificate and its private
    key.
certificate-no-key =
    There's no private key here. Paste the whole content of app.pem, which has the certificate and its private key.
certificate-several-keys = There's more than one private key here. Paste only the one that belongs to the certificate.
certificate-encrypted =
    A passphrase protects this private key. To remove the passphrase and create app.pem again, run:
    openssl pkcs8 -topk8 -nocrypt -in app.key | cat app.cer - > app.pem
certificate-other-form =
    This private key isn't in the PKCS #8 format. To convert the key and create app.pem again, run:
    openssl pkcs8 -topk8 -nocrypt -in app.key | cat app.cer - > app.pem
certificate-not-rsa = Microsoft accepts only RSA keys here. Create an RSA key, as the commands above do.
certificate-key-length = This key has the wrong length. Create one with 2048, 3072, or 4096 bits.
certificate-other-key = This private key belongs to another certificate. Paste the two that belong together.
certificate-damaged = A part of the certificate or the key is missing. Copy the whole content of app.pem again.
certificate-too-long = This is too long for a certificate and its key. Paste only these two.
label-consent = Link for the approval
consent-waits = Enter the application ID and the tenant ID above. Then you get the link here.
same-tenant =
    You entered the same ID twice. One is the Application (client) ID, and the other is the Directory (tenant) ID. Both
    are on the app's Overview page.
same-registration =
    This is the Object ID under App registrations. Exchange needs the other one. Go to Entra ID > Enterprise apps > All
    applications, open the app, and copy the Object ID there.

## The commands

commands = Commands
commands-wait = Enter the application ID and the Object ID above. Then you can copy or download these commands.
commands-download = Download as a file
unknown-application = APPLICATION-ID
unknown-object = OBJECT-ID
download-blocked = Your browser blocked the download
download-blocked-next = Copy the commands instead.

## Sending

send = Send the values to { $client }
not-sealed = We couldn't encrypt the values
not-sealed-next = Reload the page, and try again.
good-to-know = Good to know
until = This link works until { $date }.

## After sending

done = You're done
done-what = { $client }'s page has the values now, and tests the sign-in with them.
done-delete =
    If you created a certificate, delete app.key and app.pem when { $client } tells you that the test passed.
done-expiry = The client secret or the certificate will expire
done-expiry-next = Create the next one 2 weeks before that day, so that the website can keep sending.
done-close = You can close this page. If something has to change, ask for a new link.
