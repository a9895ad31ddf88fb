import { constants, createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import nodemailer from 'nodemailer';

const tenant = {{tenant}};
const application = {{application}};
const certificate = Buffer.from({{certificate}}, 'base64');
const key = createPrivateKey({ key: Buffer.from({{key}}, 'base64'), format: 'der', type: 'pkcs8' });
const url = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;

function assertion() {
  const thumbprint = createHash('sha256').update(certificate).digest('base64url');
  const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint };
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: url,
    iss: application,
    sub: application,
    jti: randomUUID(),
    nbf: now - 300,
    exp: now + 300,
  };
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signed), {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
  return `${signed}.${signature.toString('base64url')}`;
}

async function token() {
  const form = {
    grant_type: 'client_credentials',
    client_id: application,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion(),
    scope: 'https://outlook.office365.com/.default',
  };
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
