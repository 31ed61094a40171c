import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SourceCursor, SourceReading } from '../../../src/ports/seminar-source.ts';
import { ImapEntry } from '../../../src/sources/imap/imap-entry.ts';
import { createImapSource } from '../../../src/sources/imap/imap-source.ts';
import { openSyncRig } from '../../pipeline/sync/sync-kit.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { aSetting } from '../source-site.ts';
import { DOVECOT_MISSING, type Dovecot, PASSWORD, startDovecot, USER } from './dovecot.ts';
import { aMail, CANCELLED, FOAM, LUNCH, TIDES } from './mails.ts';

const signal = new AbortController().signal;
// Mails are delivered now, whatever the clock of the records says: the first reading goes back from here.
const clock = new VirtualClock(Temporal.Now.instant());
const entryOf = (port: number, over: Record<string, unknown> = {}): ImapEntry =>
  ImapEntry.parse({
    type: 'imap',
    host: '127.0.0.1',
    port,
    security: 'none',
    allowHosts: ['127.0.0.1'],
    user: USER,
    ...(over.auth === 'oauth2' ? {} : { password: PASSWORD }),
    mailbox: 'Seminars',
    ...over,
  });
const sourceOf = (server: Dovecot, over: Record<string, unknown> = {}) =>
  createImapSource(entryOf(server.port, over), aSetting({ clock }));

type Records = Extract<SourceReading, { type: 'records' }>;
async function read(source: ReturnType<typeof sourceOf>, since?: SourceCursor): Promise<Records> {
  const reading = await source.read(since, signal);
  if (reading.type !== 'records') throw new Error('nothing was read');
  return reading;
}
const failureOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

describe.skipIf(DOVECOT_MISSING !== undefined)(
  `a mailbox on Dovecot${DOVECOT_MISSING ? ` – skipped: ${DOVECOT_MISSING}` : ''}`,
  () => {
    it('is read mail by mail, each once, and nothing in it is changed', async () => {
      const server = await startDovecot();
      const source = sourceOf(server);
      await server.deliver(TIDES, 'Seminars');
      await server.deliver(LUNCH, 'Seminars');
      await server.deliver(FOAM, 'INBOX');
      const first = await read(source);
      expect(first.complete).toBe(false);
      expect(first.records).toMatchObject([
        {
          uid: '<tides@example.edu>',
          place: 'talks@example.edu/Seminars <tides@example.edu>',
          prose: true,
          mail: true,
          thread: { messageId: '<tides@example.edu>' },
          fields: { title: 'Tides by ear', speakers: [{ name: 'Ada Ebb' }] },
        },
      ]);
      expect(first.records[0]?.evidence?.some(({ field }) => field === 'start')).toBe(true);
      expect(first.problems).toMatchObject([
        {
          place: 'talks@example.edu/Seminars <lunch@example.edu>',
          problem: expect.stringContaining('no seminar'),
        },
      ]);
      expect(await source.read(first.cursor, signal)).toEqual({ type: 'unchanged' });
      await server.deliver(CANCELLED, 'Seminars');
      const second = await read(source, first.cursor);
      expect(second.records).toMatchObject([
        {
          uid: '<cancelled@example.edu>',
          mail: true,
          thread: { inReplyTo: '<tides@example.edu>', references: ['<tides@example.edu>'] },
          fields: { status: 'cancelled' },
        },
      ]);
      const flags = await server.asOwner(async (client) => {
        await client.mailboxOpen('Seminars', { readOnly: true });
        const mails = await client.fetchAll('1:*', { flags: true });
        return mails.map((mail) => [...(mail.flags ?? [])].filter((flag) => flag !== '\\Recent'));
      });
      expect(flags).toEqual([[], [], []]);
    });

    it('comes to drafts for an organiser, and without review to planned notices', async () => {
      const server = await startDovecot();
      await server.deliver(TIDES, 'Seminars');
      const careful = sourceOf(server);
      const rig = await openSyncRig([careful]);
      onTestFinished(() => rig.store.close());
      expect((await rig.sync(careful)).added).toMatchObject([
        { title: 'Tides by ear', publication: 'draft' },
      ]);
      expect(await rig.notices()).toEqual([]);
      await server.deliver(FOAM, 'Seminars');
      expect((await rig.sync(careful)).added).toMatchObject([{ title: 'Foam and its ends' }]);
      expect(await rig.sync(careful)).toMatchObject({ outcome: 'unchanged' });

      const trusting = sourceOf(server, { review: false });
      const other = await openSyncRig([trusting]);
      onTestFinished(() => other.store.close());
      const report = await other.sync(trusting);
      expect(report.added.map(({ publication }) => publication)).toEqual(['published', 'published']);
      expect((await other.notices(report.added[0]?.seminar)).map(({ kind }) => kind).toSorted()).toEqual([
        'announcement',
        'reminder',
        'reminder',
      ]);
      await server.stop();
      expect((await other.sync(trusting)).failure).toContain('cannot be read: ECONNREFUSED');
      expect((await other.store.read.outbox.find({})).every(({ state }) => state === 'due')).toBe(true);
      await server.start();
      expect(await other.sync(trusting)).toMatchObject({ outcome: 'unchanged' });
    });

    it('is read anew, and the same, where the server has numbered its mails anew', async () => {
      const server = await startDovecot();
      const source = sourceOf(server);
      await server.deliver(TIDES, 'Seminars');
      const first = await read(source);
      await server.asOwner(async (client) => {
        await client.mailboxDelete('Seminars');
        await client.mailboxCreate('Seminars');
      });
      await server.deliver(TIDES, 'Seminars');
      const again = await read(source, first.cursor);
      expect(again.cursor?.uidValidity).not.toBe(first.cursor?.uidValidity);
      expect(again.records.map(({ uid }) => uid)).toEqual(['<tides@example.edu>']);
    });

    it('a copy of a mail is the same mail; a mail far back is not read', async () => {
      const server = await startDovecot();
      await server.deliver(TIDES, 'Seminars');
      await server.deliver(TIDES, 'Seminars');
      const source = sourceOf(server);
      expect((await read(source)).records).toHaveLength(1);
      const later = new VirtualClock(Temporal.Now.instant().add({ hours: 24 * 70 }));
      const late = createImapSource(entryOf(server.port), aSetting({ clock: later }));
      expect((await read(late)).records).toEqual([]);
    });

    it('a long mail is read by its text, whatever is attached', async () => {
      const server = await startDovecot();
      const [head = '', body = ''] = TIDES.split('\n\nTitle');
      const attached = Buffer.alloc(3 * 1024 * 1024, 'flyer')
        .toString('base64')
        .replace(/(.{76})/g, '$1\n');
      await server.deliver(
        [
          head.replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=cut'),
          '',
          '--cut',
          'Content-Type: text/plain; charset=utf-8',
          '',
          `Title${body}`,
          '--cut',
          'Content-Type: application/pdf; name=flyer.pdf',
          'Content-Transfer-Encoding: base64',
          '',
          attached,
          '--cut--',
        ].join('\n'),
        'Seminars',
      );
      const { records, problems } = await read(sourceOf(server));
      expect(problems).toEqual([]);
      expect(records[0]?.fields).toMatchObject({ title: 'Tides by ear' });
    });

    it('says what is wrong, and never the password', async () => {
      const server = await startDovecot();
      const wrong = await failureOf(sourceOf(server, { password: 'wrong-secret' }).read(undefined, signal));
      expect(wrong).toBe(
        'talks@example.edu/Seminars: the server refuses the user name or password of talks@example.edu',
      );
      const none = await failureOf(
        sourceOf(server, { mailbox: 'Nowhere', name: 'list' }).read(undefined, signal),
      );
      expect(none).toBe('list: there is no mailbox Nowhere');
      const aborter = new AbortController();
      aborter.abort(new Error('the service is stopping'));
      expect(await failureOf(sourceOf(server).read(undefined, aborter.signal))).toBe(
        'the service is stopping',
      );
    });

    it('tells of new mail as it comes, also after the server was away', async () => {
      const server = await startDovecot();
      const source = sourceOf(server);
      let wake: () => void = () => undefined;
      const told = (): Promise<void> => new Promise((resolve) => (wake = resolve));
      const stop = source.watch?.(() => wake());
      onTestFinished(() => stop?.());
      // It says nothing until it listens: mails are delivered until it has heard of one.
      const delivered = async (): Promise<void> => {
        const heard = told().then(() => true);
        for (let number = 0; ; number += 1) {
          await server.deliver(aMail({ id: `m${number}`, subject: 'x', body: 'y' }), 'Seminars');
          const timer = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 300));
          if (await Promise.race([heard, timer])) return;
        }
      };
      await delivered();
      await server.stop();
      const back = told();
      await server.start();
      await back;
      await delivered();
    });

    it('signs in with OAuth2: a token that is given, fetched, kept while it is good, and replaced when it is refused', async () => {
      const good = new Set(['token-1']);
      const asked: URLSearchParams[] = [];
      let answer: number | Record<string, unknown> = 500;
      const http = createServer(async (request, response) => {
        const body = new URLSearchParams(Buffer.concat(await Array.fromAsync(request)).toString());
        if (request.url === '/introspect') {
          const active = good.has(body.get('token') ?? '');
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify(active ? { active, username: USER } : { active }));
          return;
        }
        asked.push(body);
        if (typeof answer === 'number') response.writeHead(answer).end();
        else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
      await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => {
        http.closeAllConnections();
        http.close();
      });
      const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
      const server = await startDovecot({ introspection: `${base}/introspect` });
      await server.deliver(TIDES, 'Seminars');
      const oauth = { auth: 'oauth2', accessToken: 'token-1' };
      expect((await read(sourceOf(server, oauth))).records).toHaveLength(1);

      const refreshing = sourceOf(server, {
        ...oauth,
        accessToken: 'token-of-yesterday',
        tokenUrl: `${base}/token`,
        clientId: 'lectern',
        refreshToken: 'refresh-1',
        scope: 'mail.read',
      });
      expect(await failureOf(refreshing.read(undefined, signal))).toBe(
        "talks@example.edu/Seminars: the token's address answered 500",
      );
      answer = { access_token: 'token-2', expires_in: 3600, refresh_token: 'refresh-2' };
      expect(await failureOf(refreshing.read(undefined, signal))).toBe(
        'talks@example.edu/Seminars: the server refuses the token of talks@example.edu',
      );
      good.add('token-3');
      answer = { access_token: 'token-3', expires_in: 3600 };
      expect((await read(refreshing)).records).toHaveLength(1);
      expect((await read(refreshing)).records).toHaveLength(1);
      expect(
        asked.map((form) => [form.get('grant_type'), form.get('refresh_token'), form.get('scope')]),
      ).toEqual([
        ['refresh_token', 'refresh-1', 'mail.read'],
        ['refresh_token', 'refresh-1', 'mail.read'],
        ['refresh_token', 'refresh-2', 'mail.read'],
      ]);
    });
  },
);

describe('the entry of a mailbox', () => {
  const good = { type: 'imap', host: 'imap.example.edu', user: USER, password: 'x' };
  it('asks for TLS, or for a host of the own network', () => {
    expect(ImapEntry.parse(good)).toMatchObject({
      security: 'tls',
      mailbox: 'INBOX',
      review: true,
      since: 5_184_000,
    });
    expect(ImapEntry.safeParse({ ...good, security: 'none' }).success).toBe(false);
    expect(ImapEntry.safeParse({ ...good, security: 'none', allowHosts: ['imap.example.edu'] }).success).toBe(
      true,
    );
  });

  it('takes a password or a way to a token', () => {
    const { password: _password, ...bare } = good;
    expect(ImapEntry.safeParse(bare).success).toBe(false);
    expect(ImapEntry.safeParse({ ...bare, auth: 'oauth2' }).success).toBe(false);
    const byToken = { ...bare, auth: 'oauth2', tokenUrl: 'https://login.example.org/token', clientId: 'a' };
    expect(ImapEntry.safeParse(byToken).success).toBe(false);
    expect(ImapEntry.safeParse({ ...byToken, refreshToken: 'b' }).success).toBe(true);
    expect(ImapEntry.safeParse({ ...byToken, clientSecret: 'b' }).success).toBe(true);
  });

  it('reaches no private address that is not named', async () => {
    const entry = ImapEntry.parse({ ...good, host: 'localhost', port: 9 });
    const source = createImapSource(entry, aSetting());
    expect(await failureOf(source.read(undefined, signal))).toContain('allowHosts');
  });
});
