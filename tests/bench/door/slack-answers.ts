/** What Slack answers (docs.slack.dev/reference/methods), as far as a bench asks. */
export interface SlackAnswer {
  /** Of a message that was posted. */
  readonly channel?: string;
  readonly json: string;
}

let posted = 0;
/** Slack repeats the message in its answer. Cards are all alike here, so one is taken apart and given to all. */
let echo: string | undefined;

export function answerSlack(method: string, body: string, authorization: string | undefined): SlackAnswer {
  switch (method) {
    case 'chat.postMessage': {
      const channel = readField(body, 'channel');
      posted += 1;
      const ts = `${1_700_000_000 + Math.floor(posted / 1_000)}.${String(posted % 1_000).padStart(6, '0')}`;
      echo ??= describeMessage(body);
      return { channel, json: `{"ok":true,"channel":"${channel}","ts":"${ts}","message":${echo}}` };
    }
    case 'auth.test':
      return { json: JSON.stringify(describeCaller(authorization)) };
    case 'conversations.info': {
      const id = readField(body, 'channel');
      const channel = { id, name: id.toLowerCase(), is_member: true, is_archived: false, num_members: 40 };
      return { json: JSON.stringify({ ok: true, channel }) };
    }
    case 'conversations.history':
      return { json: JSON.stringify({ ok: true, messages: [], has_more: false }) };
    case 'users.info': {
      const id = readField(body, 'user');
      const user = { id, team_id: TEAM, name: 'anybody', tz: 'Australia/Brisbane', profile: {} };
      return { json: JSON.stringify({ ok: true, user }) };
    }
    default:
      return { json: JSON.stringify({ ok: true }) };
  }
}

const TEAM = 'T0BENCH00';

/** The workspace is the token's last part: `xoxb-bench-T0BENCH01`. */
function describeCaller(authorization: string | undefined) {
  const team = /-(T\w+)$/.exec(authorization ?? '')?.[1] ?? TEAM;
  return {
    ok: true,
    url: 'https://bench.example/',
    team: 'Bench',
    user: 'lectern',
    team_id: team,
    user_id: 'U0BENCHBOT',
    bot_id: 'B0BENCHBOT',
    is_enterprise_install: false,
  };
}

function describeMessage(body: string): string {
  const form = new URLSearchParams(body);
  return JSON.stringify({
    user: 'U0BENCHBOT',
    type: 'message',
    ts: '1700000000.000000',
    bot_id: 'B0BENCHBOT',
    app_id: 'A0BENCH',
    text: form.get('text'),
    team: TEAM,
    blocks: JSON.parse(form.get('blocks') ?? '[]'),
    metadata: JSON.parse(form.get('metadata') ?? '{}'),
  });
}

/** Of a form, without taking the rest of it apart: blocks are some kilobytes, and percent-encoded. */
function readField(body: string, name: string): string {
  const mark = `${name}=`;
  const at = body.startsWith(mark) ? 0 : body.indexOf(`&${mark}`) + 1;
  const from = at + mark.length;
  const to = body.indexOf('&', from);
  return decodeURIComponent(body.slice(from, to < 0 ? undefined : to));
}
