### The page at /checklist: who holds each login of a website. Anyone can use it, without a link.

heading = Digital asset checklist
description =
    Write down who holds the login for your domain, DNS, hosting, website, and email. Nothing you type leaves your
    device.
lead =
    A website needs several accounts, often at different companies. Write down who holds each login, when it renews,
    and who to call.
private =
    This page sends nothing. What you type is gone when you close the page, unless you keep it, save it, or print it.
no-passwords = Don't write passwords here. Write down only who holds them.
leave-empty = Leave a field empty if you don't know the answer yet, or if it doesn't apply.
no-script = You can fill in this page and print it. To keep it or save it as a file, turn on JavaScript.
to-tools = Open, save, or print your list

## The fields of each account

field-provider = Company
field-network = Network and account name
field-holder = Who holds the login
field-email = Email address of the account
field-renews = Renews on
field-call = Who to call

## The accounts

business = Your business
business-about = This helps if you keep lists for several websites.
business-name = Name of the business
business-date = Filled in on
domain = Domain name
domain-about = Your website's name, such as example.com. You rent it from a company, often by the year.
dns = DNS
dns-about = The list that says where your website and your email are. It's often at the company that has your domain.
hosting = Hosting
hosting-about = The server that your website runs on.
site = Website
site-about = The program you use to edit your website (CMS), such as WordPress.
mail = Mailboxes
mail-about = The service you use to read your email, such as Microsoft 365 or Google.
sending = Sending service
sending-about = The service your website sends email through. It can be the same as for your mailboxes.
analytics = Analytics
analytics-about = The service that counts the visitors on your website.
social = Social accounts
social-about = Your accounts at networks such as Instagram, Facebook, or LinkedIn.
social-number = Social account { $number }
others = Anything else
others-about = Other accounts, such as your online shop, newsletter, or backups.
others-notes = Notes

## Keeping, saving, opening and clearing the list

tools = Your list
keep = Keep it on this device
keep-hint = It stays in this browser until you clear it. Don't do this on a device that other people use.
save = Save as a file
file-about = A digital asset checklist, with no passwords in it. You can open it on the page where it was saved.
print = Print
clear = Clear everything
clear-sure = Clear all fields? This also deletes what's kept on this device. Files that you saved stay where they are.
clear-yes = Yes, clear everything
clear-no = No, keep my list
open = Open a saved list
open-hint = The file replaces what's in the fields now.
told-kept = Your list is kept on this device.
told-forgotten = Your list isn't kept on this device anymore.
told-cannot-keep = This browser doesn't let the page keep your list. Save it as a file instead.
told-saved = Your browser is saving the file. It's usually in your downloads folder.
told-opened = The fields now show the list from your file.
told-not-ours = This file isn't a list that was saved on this page. Choose another file.
told-cleared = All fields are empty now. Nothing is kept on this device.
