import { isIP } from 'node:net';
import type { ImapFlow, ImapFlowError, MailboxObject } from 'imapflow';
import { FetchError } from '../fetching/fetch-error.ts';
import { resolveOpenHost } from '../fetching/guarded-connection.ts';
import type { ImapEntry } from './imap-entry.ts';
import { TokenError, type TokenKeeper } from './token-keeper.ts';

export interface OpenMailbox {
  readonly client: ImapFlow;
  readonly mailbox: MailboxObject;
}

/** A server that sends more at once is broken; a mail is fetched as far as MAIL_BYTES. */
const LARGEST_ANSWER = 8 * 1024 * 1024;
/** Networks forget silent connections; each new IDLE shows that this one is still there. */
const IDLE_MS = 4 * 60_000;

export interface MailboxSetting {
  readonly entry: ImapEntry;
  readonly label: string;
  readonly tokens: TokenKeeper | undefined;
}

/**
 * Connects, signs in and opens the mailbox for reading only: nothing is marked or changed. A token that is refused is
 * replaced once. Throws errors for people; they hold no secret.
 */
export async function openMailbox(setting: MailboxSetting, signal: AbortSignal): Promise<OpenMailbox> {
  const { tokens } = setting;
  try {
    const held = await tokens?.token(signal);
    const opened = await connect(setting, held?.token, signal).catch((error: unknown) => {
      if (!tokens || !isRefusal(error)) throw error;
      tokens.refused();
      // A token that was given out this moment is refused for another reason than its age.
      if (held?.isNew) throw error;
      return undefined;
    });
    return opened ?? (await connect(setting, (await tokens?.token(signal))?.token, signal));
  } catch (error) {
    signal.throwIfAborted();
    throw errorOf(error, setting);
  }
}

async function connect(
  { entry }: MailboxSetting,
  accessToken: string | undefined,
  signal: AbortSignal,
): Promise<OpenMailbox> {
  const { host, security, user } = entry;
  // The address that was judged is the one that is connected to; the certificate is the name's.
  const address = await resolveOpenHost(host, entry.allowHosts);
  // Loaded with the first mailbox: it takes a good part of the time that the service needs to start.
  const imap = await import('imapflow');
  const client = new imap.ImapFlow({
    host: address,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    port: entry.port ?? (security === 'tls' ? 993 : 143),
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    auth: {
      user,
      ...(entry.auth === 'password' ? { pass: entry.password } : {}),
      ...(accessToken === undefined ? {} : { accessToken }),
    },
    logger: false,
    clientInfo: { name: 'Lectern' },
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    maxLiteralSize: LARGEST_ANSWER,
    maxResponseSize: 2 * LARGEST_ANSWER,
    maxLineLength: LARGEST_ANSWER,
    autoIdleDelay: 500,
    maxIdleTime: IDLE_MS,
  });
  // Trouble comes out of the command under way; without a listener it would end the process.
  client.on('error', () => undefined);
  const abort = (): void => client.close();
  signal.addEventListener('abort', abort, { once: true });
  client.once('close', () => signal.removeEventListener('abort', abort));
  try {
    signal.throwIfAborted();
    await client.connect();
    return { client, mailbox: await client.mailboxOpen(entry.mailbox, { readOnly: true }) };
  } catch (error) {
    client.close();
    signal.throwIfAborted();
    throw error;
  }
}

/** What went wrong, in words for people. */
export function errorOf(error: unknown, { entry, label }: MailboxSetting): Error {
  if (error instanceof FetchError || error instanceof TokenError) return error;
  const details = detailsOf(error);
  if (isRefusal(error)) {
    const what = entry.auth === 'password' ? 'user name or password' : 'token';
    return new Error(`${label}: the server refuses the ${what} of ${entry.user}`, { cause: error });
  }
  if (details?.mailboxMissing || details?.serverResponseCode === 'NONEXISTENT') {
    return new Error(`${label}: there is no mailbox ${entry.mailbox}`, { cause: error });
  }
  const reason = details?.code ?? details?.responseText ?? details?.message ?? String(error);
  return new Error(`${label} cannot be read: ${reason.slice(0, 200)}`, { cause: error });
}

/** A server that cannot look the user up just now (RFC 5530) refuses nobody. */
function isRefusal(error: unknown): boolean {
  const details = detailsOf(error);
  return details?.authenticationFailed === true && details.serverResponseCode !== 'UNAVAILABLE';
}

function detailsOf(error: unknown): ImapFlowError | undefined {
  return error instanceof Error ? error : undefined;
}
