import { readIdentity } from '../../../platforms/slack/identity.ts';
import { SCOPES } from '../../../platforms/slack/manifest.ts';
import { createWebClient } from '../../../platforms/slack/web-client.ts';
import type { Log } from '../../../ports/log.ts';
import type { SlackSettings } from '../../../settings/credentials.ts';
import type { Settings } from '../../../settings/load-settings.ts';
import { type Examination, look, ok, problem, reasonOf } from './examination.ts';

const TIMEOUT_MS = 10_000;
const REINSTALL =
  'add it under OAuth & Permissions (`lectern manifest slack` lists all) and install the app again';

/** The tokens of each workspace, by asking Slack, and what the bot was granted. Loads Slack's SDK. */
export async function examineSlack({ slack, policy }: Settings, log: Log): Promise<readonly Examination[]> {
  const examined = await Promise.all(slack.map((one) => examineWorkspace(one, policy.publicUrl, log)));
  return examined.flat();
}

async function examineWorkspace(
  slack: SlackSettings,
  publicUrl: string | undefined,
  log: Log,
): Promise<readonly Examination[]> {
  const { called, reconcile, workspace } = slack;
  const topic = workspace.name === undefined ? 'Slack' : `Slack ${workspace.name}`;
  const client = createWebClient(slack.botToken, { apiUrl: slack.apiUrl, timeoutMs: TIMEOUT_MS, log });
  try {
    const { team, botName, scopes, lane } = await readIdentity(client, slack.apiUrl, called.botToken);
    const known = workspace.name === undefined ? '' : `, known as ${lane}`;
    return [
      ok(topic, `@${botName} in the workspace ${team}${known}`),
      ...examineScopes(`${topic} scopes`, scopes, reconcile),
      await examineReception(`${topic} requests`, slack, publicUrl, log),
    ];
  } catch (error) {
    return [
      problem(
        topic,
        reasonOf(error),
        `look at ${called.botToken}, and whether Slack can be reached from here`,
      ),
    ];
  }
}

function examineScopes(
  topic: string,
  granted: ReadonlySet<string>,
  reconcile: SlackSettings['reconcile'],
): readonly Examination[] {
  // Slack says the scopes with each answer; a proxy may drop that header.
  if (granted.size === 0) return [look(topic, 'Slack did not say which were granted', 'nothing')];
  const lacking = (scopes: Readonly<Record<string, string>>) =>
    Object.entries(scopes).filter(([scope]) => !granted.has(scope));
  const required = lacking(SCOPES.required).map(([scope, purpose]) => {
    const text = `${scope} is missing: ${purpose}`;
    // Said on purpose in the configuration.
    if (scope === 'channels:history' && reconcile === 'none') {
      return look(topic, `${text}. reconcile: none does without`, REINSTALL);
    }
    return problem(topic, text, REINSTALL);
  });
  const optional = lacking(SCOPES.optional).map(([scope, purpose]) =>
    look(topic, `${scope} was not granted: ${purpose}`, `if that is wanted, ${REINSTALL}`),
  );
  const all = [...required, ...optional];
  return all.length > 0 ? all : [ok(topic, 'all are granted')];
}

/** How Slack's requests come in. Asking for a socket's address proves the app token, and opens none. */
async function examineReception(
  topic: string,
  { appToken, apiUrl, called }: SlackSettings,
  publicUrl: string | undefined,
  log: Log,
): Promise<Examination> {
  if (appToken === undefined) {
    if (publicUrl === undefined) {
      const mend = `set PUBLIC_URL, or ${called.appToken} for Socket Mode`;
      return look(topic, 'come over HTTP, and PUBLIC_URL is not set', mend);
    }
    return ok(topic, `come over HTTP: the app's request URL has to be ${publicUrl}/slack/events`);
  }
  const client = createWebClient(appToken, { apiUrl, timeoutMs: TIMEOUT_MS, log });
  try {
    await client.apps.connections.open();
    return ok(topic, 'come by Socket Mode');
  } catch (error) {
    const mend = `look at ${called.appToken}: an app-level token with the scope connections:write, and Socket Mode switched on`;
    return problem(topic, `Slack refuses the app token (${reasonOf(error)})`, mend);
  }
}
