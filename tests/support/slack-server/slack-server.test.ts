import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRecord, parseJson } from './json.ts';
import { SlackServer, type SlackServerOptions } from './slack-server.ts';

let slack: SlackServer;
const open = async (options: SlackServerOptions = {}): Promise<void> => {
  await slack.close();
  slack = await SlackServer.start(options);
};
beforeEach(async () => {
  slack = await SlackServer.start();
});
afterEach(() => slack.close());

/** Without the SDK: what the wire says. */
async function call(method: string, form: Record<string, string>, token = slack.botToken) {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  const body = parseJson(await response.text());
  if (!isRecord(body)) throw new Error('Slack answers with JSON objects');
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...body };
}

describe('the Slack stand-in', () => {
  const section = (text: string) => [{ type: 'section', text: { type: 'mrkdwn', text } }];
  const button = (id: string) => ({
    type: 'button',
    action_id: id,
    text: { type: 'plain_text', text: 'Go' },
  });
  it.each([
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' })), 'invalid_blocks'],
    [
      'a long header',
      [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
      'invalid_blocks',
    ],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], 'invalid_blocks'],
    ['a long section', section('x'.repeat(3001)), 'invalid_blocks'],
    ['empty text', section(''), 'invalid_blocks'],
    ['the same action twice', [{ type: 'actions', elements: [button('a'), button('a')] }], 'invalid_blocks'],
    [
      '26 buttons',
      [{ type: 'actions', elements: Array.from({ length: 26 }, (_, i) => button(`${i}`)) }],
      'invalid_blocks',
    ],
    ['an unknown block', [{ type: 'headline' }], 'invalid_blocks'],
    [
      'too much text together',
      [
        ...section('x'.repeat(3000)),
        ...section('x'.repeat(3000)),
        ...section('x'.repeat(3000)),
        ...section('x'.repeat(1001)),
      ],
      'msg_blocks_too_long',
    ],
    ['blocks that are no JSON', 'nonsense', 'invalid_blocks'],
  ])('refuses %s', async (_, blocks, error) => {
    const { id } = slack.workspace.addChannel('any');
    const answer = await call('chat.postMessage', { channel: id, text: 'x', blocks: JSON.stringify(blocks) });
    expect(answer).toMatchObject({ ok: false, error });
    expect(slack.messagesIn(id)).toEqual([]);
  });

  it('takes the blocks away where an edit has none', async () => {
    const { id } = slack.workspace.addChannel('any');
    await call('chat.postMessage', { channel: id, text: 'x', blocks: JSON.stringify(section('whole')) });
    const ts = slack.messagesIn(id)[0]?.ts ?? '';
    await call('chat.update', { channel: id, ts, text: 'new' });
    expect(slack.messagesIn(id)[0]?.blocks).toEqual([]);
  });

  it('refuses a wrong token, a missing scope, a misspelt argument', async () => {
    const { id } = slack.workspace.addChannel('any');
    expect(await call('auth.test', {}, 'xoxb-wrong')).toMatchObject({ error: 'invalid_auth' });
    expect(await call('chat.postMessage', { channel: id, text: 'x', tread_ts: '1' })).toMatchObject({
      ok: false,
    });
    slack.scopes.delete('chat:write');
    expect(await call('chat.postMessage', { channel: id, text: 'x' })).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
    });
    expect(slack.messagesIn(id)).toEqual([]);
  });

  it('reads what a reader sees: mentions count, escaped ones do not, marks are obeyed', () => {
    const display = (text: string) =>
      slack.display(
        slack.workspace.store({
          channel: 'C1',
          broadcast: false,
          user: 'U1',
          text,
          mrkdwn: true,
          blocks: [],
          unfurls: false,
        }),
      );
    expect(display('<!channel> <@U1> <#C1> <!here>')).toMatchObject({ mentions: 4 });
    expect(display('&lt;!channel&gt;')).toMatchObject({ mentions: 0, summary: '<!channel>' });
    expect(display('*loud* <https://evil.example|Join>')).toMatchObject({
      summary: 'loud Join',
      links: ['https://evil.example'],
    });
  });

  it('enforces a post a second and channel, with Retry-After, and twenty lists a minute', async () => {
    await open({ rates: 'enforce' });
    const one = slack.workspace.addChannel('one').id;
    const two = slack.workspace.addChannel('two').id;
    const post = (channel: string) => call('chat.postMessage', { channel, text: 'x' });
    expect(await post(one)).toMatchObject({ status: 200 });
    expect(await post(two)).toMatchObject({ status: 200 });
    expect(await post(one)).toMatchObject({ status: 429, retryAfter: '1', error: 'ratelimited' });
    expect(slack.messagesIn(one)).toHaveLength(1);
    for (let index = 0; index < 20; index += 1)
      expect(await call('conversations.list', {})).toMatchObject({ ok: true });
    expect(await call('conversations.list', {})).toMatchObject({ status: 429 });
    expect(slack.rates.violations.map(({ method }) => method)).toEqual([
      'chat.postMessage',
      'conversations.list',
    ]);
  });

  it('only reports violations where it is told to', async () => {
    await open({ rates: 'report' });
    const { id } = slack.workspace.addChannel('one');
    for (let index = 0; index < 3; index += 1) await call('chat.postMessage', { channel: id, text: 'x' });
    expect(slack.messagesIn(id)).toHaveLength(3);
    expect(slack.rates.violations).toHaveLength(2);
  });

  it('comes back on its own port, with what it had stored', async () => {
    const { id } = slack.workspace.addChannel('one');
    await call('chat.postMessage', { channel: id, text: 'x' });
    const before = slack.apiUrl;
    await slack.goAway();
    await expect(call('auth.test', {})).rejects.toThrow('fetch failed');
    await slack.comeBack();
    expect(slack.apiUrl).toBe(before);
    expect(await call('auth.test', {})).toMatchObject({ ok: true });
    expect(slack.messagesIn(id)).toHaveLength(1);
  });
});
