import nodemailer from 'nodemailer';

export const transport = nodemailer.createTransport(
  {
    host: {{host}},
    port: {{port}},
    secure: {{implicit_tls}},
    requireTLS: {{starttls}},
    auth: {
      user: {{user}},
      pass: {{secret}},
    },
  },
  { from: {{from}} },
);
