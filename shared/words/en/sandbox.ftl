### The sandbox: the pages of its DNS host and its email provider.

title = Sandbox DNS and Sandbox Mail
not-real = This is the sandbox. Neither of these companies exists.
dns = Sandbox DNS
dns-records = DNS records for { $domain }:
dns-name = Name
dns-type = Type
dns-value = Value
dns-apply = Apply the changes from the report
dns-reset = Undo all changes
mail = Sandbox Mail
mail-password = App password for { $address }:

## What came of a button.

applied-none = All records from the report are already here.
applied =
    { $count ->
        [one] We changed 1 record. Run the report again.
       *[other] We changed { $count } records. Run the report again.
    }
applied-not = We can't apply the changes from the report: { $why }
no-report = There's no report yet. Open the client's link, and go through the steps to the report.
reset-done = All records are back to their original values.
bad-name = "{ $name }" isn't a valid DNS name.
bad-type = The sandbox supports A, AAAA, CNAME, MX, NS, PTR, and TXT records. It doesn't support { $type }.
bad-value = "{ $value }" isn't a valid value for a record of type { $type }.
failed = The sandbox couldn't start: { $why }
