import nodemailer from 'nodemailer';

const key = {{key}};

export const transport = nodemailer.createTransport(
  {
    host: {{host}},
    port: {{port}},
    secure: {{implicit_tls}},
    requireTLS: {{starttls}},
    auth: {
      type: 'OAuth2',
      user: {{user}},
      serviceClient: {{email}},
      privateKey: `-----BEGIN PRIVATE KEY-----\n${key.match(/.{1,64}/g).join('\n')}\n-----END PRIVATE KEY-----\n`,
      accessUrl: 'https://oauth2.googleapis.com/token',
    },
  },
  { from: {{from}} },
);
