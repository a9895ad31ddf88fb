// Imports a module whose transport gets a token, with a stub of the token endpoint. Prints what was requested and
// returned.
import { createPrivateKey } from 'node:crypto';

const requests = [];
globalThis.fetch = async (url, { method, body }) => {
  requests.push([method, url, body.toString()]);
  return { json: async () => ({ access_token: 'a-token', expires_in: 3599 }) };
};
const { transport } = await import(process.argv[2]);
const { auth } = transport.options;
const provision = transport.callbacks.oauth2_provision_cb;
const returned = provision
  ? await new Promise((resolve, reject) => {
      provision(auth.user, false, (error, token, expires) => {
        if (error) reject(error);
        else resolve([token, Math.round((expires - Date.now()) / 1000)]);
      });
    })
  : null;
const key = auth.privateKey ? createPrivateKey(auth.privateKey).asymmetricKeyType : null;
console.log(JSON.stringify({ requests, returned, auth, key, from: transport.defaults.from }));
