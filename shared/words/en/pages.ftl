### The pages' own HTML: what people read before a program starts, and where none does. The build of the pages puts
### sentences in place of keys in braces (index.html, frontend/helper.html, frontend/staff.html). The server writes the
### letterhead and the last part.

## The client's page, before its program and without it

about = Send your email settings safely. Only the people named in your link can open them.
greeting-why =
    Your website sends email for you, such as contact form messages, orders, and password resets. To keep that email
    out of spam, the website signs in to your email provider, like your phone does. This page shows you how to set
    that up, step by step. It takes about 15 minutes. You can stop and come back.
greeting-encrypts = Your device encrypts what you type. Only the people named in your link can open it.
no-script = This page needs JavaScript.
no-script-client =
    It encrypts your settings on your device before anything is sent. Turn on JavaScript for this page, or open the
    link in another browser.
cannot-run = Your browser can't run this page
cannot-run-why =
    This page needs WebAssembly to encrypt your settings on your device. Your browser doesn't have it, or it's turned
    off.
cannot-run-reload = Nothing is lost. First, reload the page. If that doesn't help, try one of these:
cannot-run-scan =
    Use another phone or a tablet. Point its camera at this code. The code is your link, so don't show it to anyone
    else.
cannot-run-code = QR code of your link
cannot-run-browser = Open the link in another browser or on a computer. Use a current Firefox, Chrome, Edge, or Safari.
cannot-run-copy = Copy the link
cannot-run-lockdown =
    If your iPhone or Mac is in Lockdown Mode, turn it off for this website. Open the page menu next to the address,
    then Website Settings.
cannot-run-terminal = If you use a command line, run this command and paste the link as the first line:

## The agency's letterhead, which the server writes above each page for clients and above its own pages

contact = Contact

## The page of the agency's people, before its program and without it

no-script-heading = This page needs JavaScript
no-script-staff =
    Your browser creates links and opens settings on your own device. Turn on JavaScript for this page, or use another
    browser.
cannot-start = This page couldn't start
cannot-start-why =
    Reload the page. If that doesn't help, use another device or a current version of Firefox, Chrome, Edge, or Safari.
    Browsers without WebAssembly, such as Safari in Lockdown Mode, can't run this page.
cannot-start-terminal = You can do the same things on the command line:

## The server's pages: the start page, and the one for addresses without a page. Two others have files of their own:
## email.ftl and checklist.ftl.

home = Send your email settings safely
home-why =
    Before a website can send email for you, it needs settings from your email provider. Here you send them to
    { $agency }. Your device encrypts them first, and only the people named in your link can open them.
home-link = Did you get a link?
home-link-whole = Open the whole link. This address is only the first part of it.
lost = Page not found
lost-why = There's no page at this address.
lost-link = Did you get a link from { $agency }?
lost-link-why = Part of it may be missing, or something was added to it.
lost-home = What is this website?
more = You can read these pages without a link
staff = Do you work at { $agency }?
staff-sign-in = Sign in
