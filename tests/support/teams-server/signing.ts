import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Signs as the Bot Framework does: RS256, with keys that its OpenID document names and endorses for Teams. */
export class BotFrameworkSigner {
  readonly #key: KeyObject;
  readonly #kid = 'stand-in-key';

  constructor() {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }

  openIdDocument(base: string): Readonly<Record<string, unknown>> {
    return {
      issuer: ISSUER,
      jwks_uri: `${base}/openid/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    };
  }

  keys(): Readonly<Record<string, unknown>> {
    const jwk = createPublicKey(this.#key).export({ format: 'jwk' });
    return { keys: [{ ...jwk, use: 'sig', kid: this.#kid, x5t: this.#kid, endorsements: ['msteams'] }] };
  }

  /** An `Authorization` header. `claims` replace the usual ones. */
  sign(appId: string, serviceUrl: string, claims: Readonly<Record<string, unknown>> = {}): string {
    const now = Math.floor(Date.now() / 1000);
    const header = { typ: 'JWT', alg: 'RS256', kid: this.#kid, x5t: this.#kid };
    const payload = {
      iss: ISSUER,
      aud: appId,
      serviceurl: serviceUrl,
      nbf: now - 60,
      exp: now + 3600,
      ...claims,
    };
    const content = [header, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `Bearer ${content}.${sign('RSA-SHA256', Buffer.from(content), this.#key).toString('base64url')}`;
  }
}

export const ISSUER = 'https://api.botframework.com';
