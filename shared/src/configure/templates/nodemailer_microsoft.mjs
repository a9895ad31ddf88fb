import nodemailer from 'nodemailer';

const tenant = {{tenant}};
const form = {
  grant_type: 'client_credentials',
  client_id: {{application}},
  client_secret: {{secret}},
  scope: 'https://outlook.office365.com/.default',
};

async function token() {
  const url = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;
  const reply = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  const answer = await reply.json();
  if (!answer.access_token) {
    throw new Error(`${answer.error}: ${answer.error_description}`);
  }
  return answer;
}

export const transport = nodemailer.createTransport(
  {
    host: {{host}},
    port: {{port}},
    secure: {{implicit_tls}},
    requireTLS: {{starttls}},
    auth: {
      type: 'OAuth2',
      user: {{user}},
    },
  },
  { from: {{from}} },
);

transport.set('oauth2_provision_cb', (user, renew, callback) => {
  token().then(
    (answer) => callback(null, answer.access_token, Date.now() + (answer.expires_in - 300) * 1000),
    callback,
  );
});
