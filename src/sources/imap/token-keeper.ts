import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import { fetchDocument } from '../fetching/fetch-document.ts';
import type { OAuth2Entry } from './imap-entry.ts';

/** RFC 6749, 5.1. */
const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(300),
  refresh_token: z.string().min(1).optional(),
});
/** A token this near to its end may not last through the reading. */
const MARGIN_SECONDS = 60;

/** No token is to be had; the sentence says why. */
export class TokenError extends Error {}

export interface TokenKeeper {
  /** A token that is good now: the one that is held, or a new one. Throws TokenError and FetchError. */
  token(signal: AbortSignal): Promise<{ readonly token: string; readonly isNew: boolean }>;
  /** The server refused the token that is held. */
  refused(): void;
}

/** Access tokens of one mailbox. A refresh token that is replaced (rotated) is replaced in memory. */
export function createTokenKeeper(entry: OAuth2Entry, label: string, clock: Clock): TokenKeeper {
  let held: { readonly token: string; readonly until: Temporal.Instant } | undefined;
  let { refreshToken } = entry;
  let isGivenRefused = false;

  async function exchange(url: string, signal: AbortSignal): Promise<string> {
    const answer = await fetchDocument({
      url,
      label: `${label}: the token's address`,
      allowHosts: entry.allowHosts,
      accept: 'application/json',
      form: {
        ...(refreshToken === undefined
          ? { grant_type: 'client_credentials' }
          : { grant_type: 'refresh_token', refresh_token: refreshToken }),
        ...(entry.clientId === undefined ? {} : { client_id: entry.clientId }),
        ...(entry.clientSecret === undefined ? {} : { client_secret: entry.clientSecret }),
        ...(entry.scope === undefined ? {} : { scope: entry.scope }),
      },
      signal,
    });
    const parsed = TokenAnswer.safeParse(answer.type === 'document' ? bodyOf(answer.bytes) : undefined);
    if (!parsed.success) throw new TokenError(`${label}: the token's address gives no token`);
    const { access_token: token, expires_in: seconds, refresh_token: next } = parsed.data;
    refreshToken = refreshToken === undefined ? undefined : (next ?? refreshToken);
    held = { token, until: clock.now().add({ seconds: Math.max(0, Math.round(seconds) - MARGIN_SECONDS) }) };
    return token;
  }

  return {
    async token(signal) {
      if (held && Temporal.Instant.compare(clock.now(), held.until) < 0)
        return { token: held.token, isNew: false };
      const { accessToken, tokenUrl } = entry;
      if (accessToken !== undefined && !isGivenRefused) return { token: accessToken, isNew: false };
      if (tokenUrl !== undefined) return { token: await exchange(tokenUrl, signal), isNew: true };
      throw new TokenError(`${label}: the token was refused, and there is no address to ask for another`);
    },
    refused() {
      held = undefined;
      isGivenRefused = true;
    },
  };
}

function bodyOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
