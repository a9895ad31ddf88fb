### The page of someone who does a step for a client: the person who manages Microsoft 365 sets up an app. The steps
### themselves are in administrator.ftl.

## Before the page opens

greeting = Set up an app for a website
greeting-what = This page shows each step, with the values to copy.

## What it is about

heading = Set up an app for { $site }
what = { $client } asked you for this. The website { $site } will send email from { $mailbox }, through Microsoft 365.
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
secret-hint = Paste the whole content of app.pem, or the Value of the client secret. Don't paste the Secret ID.
not-a-certificate =
    This isn't a certificate with its private key. Paste the whole content of app.pem, as the commands above create it.
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
done-expiry = The client secret or the certificate will expire
done-expiry-next = Create the next one 2 weeks before that day, so that the website can keep sending.
done-close = You can close this page. If something has to change, ask for a new link.
