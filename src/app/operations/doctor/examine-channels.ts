import type { ChannelAddress } from '../../../domain/route.ts';
import type { Log, LogFields } from '../../../ports/log.ts';
import type { Settings } from '../../../settings/load-settings.ts';
import type { Lanes } from '../../lanes.ts';
import { type Examination, look, ok, problem } from './examination.ts';

/** What a platform warns of while it is asked: that the bot is not in a channel, for one. */
export interface Warnings {
  readonly log: Log;
  /** Those since the last call, as sentences. */
  take(): readonly string[];
}

export function collectWarnings(): Warnings {
  let heard: string[] = [];
  const hear = (message: string, fields: LogFields = {}): void => {
    const words = [fields.mend, fields.reason].filter((field) => typeof field === 'string');
    heard.push([message, ...words].join(': '));
  };
  const log: Log = { debug() {}, info() {}, warn: hear, error: hear, with: () => log };
  return {
    log,
    take() {
      const taken = heard;
      heard = [];
      return taken;
    },
  };
}

/** Where every configured address leads, in rehearsal too: it shows what going live would meet. */
export async function examineChannels(
  settings: Settings,
  lanes: Pick<Lanes, 'all' | 'isIn'>,
  warnings: Warnings,
): Promise<readonly Examination[]> {
  const examinations: Examination[] = [];
  for (const address of addressesOf(settings)) {
    // One after the other, so that a warning belongs to the address that was asked for.
    examinations.push(await examineAddress(address, settings, lanes, warnings));
  }
  return examinations;
}

async function examineAddress(
  address: ChannelAddress,
  settings: Settings,
  lanes: Pick<Lanes, 'all' | 'isIn'>,
  warnings: Warnings,
): Promise<Examination> {
  const { platform, text: topic } = address;
  if (platform === 'preview') return ok(topic, 'is shown on the front page');
  const chat = [...lanes.all().values()].find(({ lane }) => lanes.isIn(address, lane));
  if (!chat) return examineUnconnected(address, settings);
  warnings.take();
  const answer = await chat.resolve(address);
  const [warning] = warnings.take();
  if (answer.type === 'unresolved') {
    const { reason, mend, transient } = answer;
    return transient ? look(topic, reason, mend) : problem(topic, reason, mend);
  }
  const size = answer.members === undefined ? '' : `, ${answer.members} members`;
  const found = `leads to ${answer.name}${size}`;
  return warning === undefined ? ok(topic, found) : problem(topic, found, warning);
}

function examineUnconnected(
  { platform, workspace, text }: ChannelAddress,
  { policy, workspaces }: Settings,
): Examination {
  const what = workspace === undefined ? platform : `${platform}:${workspace}`;
  const hasCredentials = workspaces.some((one) => one.platform === platform);
  const mend = hasCredentials
    ? 'see to what is said of its platform above'
    : `give the credentials of ${what}`;
  if (policy.mode === 'rehearsal') {
    return look(text, 'was not looked for: in rehearsal it leads to the preview', `for mode: live, ${mend}`);
  }
  return problem(text, `leads nowhere: ${what} is not connected`, mend);
}

function addressesOf({ policy }: Settings): readonly ChannelAddress[] {
  const { routes, digests, operators } = policy;
  const all = [...routes, ...digests].flatMap(({ to }) => to).concat(operators);
  return [...new Map(all.map((address) => [address.text, address])).values()];
}
