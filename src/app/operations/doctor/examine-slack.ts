import { readIdentity } from '../../../platforms/slack/identity.ts';
import { SCOPES } from '../../../platforms/slack/manifest.ts';
import { createWebClient } from '../../../platforms/slack/web-client.ts';
import type { Log } from '../../../ports/log.ts';
import type { Settings, SlackSettings } from '../../../settings/load-settings.ts';
import { type Examination, look, ok, problem, reasonOf } from './examination.ts';

const TIMEOUT_MS = 10_000;
const REINSTALL =
  'add it under OAuth & Permissions (`lectern manifest slack` lists all) and install the app again';

/** The tokens, by asking Slack, and what the bot was granted. Loads Slack's SDK. */
export async function examineSlack(settings: Settings, log: Log): Promise<readonly Examination[]> {
  const { slack, reconcile } = settings;
  if (!slack) return [];
  const client = createWebClient(slack.botToken, { apiUrl: slack.apiUrl, timeoutMs: TIMEOUT_MS, log });
  try {
    const { team, botName, scopes } = await readIdentity(client, slack.apiUrl);
    return [
      ok('Slack', `@${botName} in the workspace ${team}`),
      ...examineScopes(scopes, reconcile),
      await examineReception(slack, settings.policy.publicUrl, log),
    ];
  } catch (error) {
    return [
      problem(
        'Slack',
        reasonOf(error),
        'look at SLACK_BOT_TOKEN, and whether Slack can be reached from here',
      ),
    ];
  }
}

function examineScopes(
  granted: ReadonlySet<string>,
  reconcile: Settings['reconcile'],
): readonly Examination[] {
  // Slack says the scopes with each answer; a proxy may drop that header.
  if (granted.size === 0) return [look('Slack scopes', 'Slack did not say which were granted', 'nothing')];
  const lacking = (scopes: Readonly<Record<string, string>>) =>
    Object.entries(scopes).filter(([scope]) => !granted.has(scope));
  const required = lacking(SCOPES.required).map(([scope, purpose]) => {
    const text = `${scope} is missing: ${purpose}`;
    // Said on purpose in the configuration.
    if (scope === 'channels:history' && reconcile === 'none') {
      return look('Slack scopes', `${text}. reconcile: none does without`, REINSTALL);
    }
    return problem('Slack scopes', text, REINSTALL);
  });
  const optional = lacking(SCOPES.optional).map(([scope, purpose]) =>
    look('Slack scopes', `${scope} was not granted: ${purpose}`, `if that is wanted, ${REINSTALL}`),
  );
  const all = [...required, ...optional];
  return all.length > 0 ? all : [ok('Slack scopes', 'all are granted')];
}

/** How Slack's requests come in. Asking for a socket's address proves the app token, and opens none. */
async function examineReception(
  { appToken, apiUrl }: SlackSettings,
  publicUrl: string | undefined,
  log: Log,
): Promise<Examination> {
  const topic = 'Slack requests';
  if (appToken === undefined) {
    if (publicUrl === undefined) {
      const mend = 'set PUBLIC_URL, or SLACK_APP_TOKEN for Socket Mode';
      return look(topic, 'come over HTTP, and PUBLIC_URL is not set', mend);
    }
    return ok(topic, `come over HTTP: the app's request URL has to be ${publicUrl}/slack/events`);
  }
  const client = createWebClient(appToken, { apiUrl, timeoutMs: TIMEOUT_MS, log });
  try {
    await client.apps.connections.open();
    return ok(topic, 'come by Socket Mode');
  } catch (error) {
    const mend =
      'look at SLACK_APP_TOKEN: an app-level token with the scope connections:write, and Socket Mode switched on';
    return problem(topic, `Slack refuses the app token (${reasonOf(error)})`, mend);
  }
}
