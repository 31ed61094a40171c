import type { PlatformName } from '../../../domain/ids.ts';
import { nameOfWorkspace } from '../../../domain/workspace.ts';
import { buildRouteIndex } from '../../../pipeline/targets/route-index.ts';
import type { Desk } from '../../../ports/desk.ts';
import type { ChannelEvents, PlatformService } from '../../../ports/platform-service.ts';
import type { Store } from '../../../ports/store.ts';
import type { Settings } from '../../../settings/load-settings.ts';
import { ReleaseStack } from '../../../support/release-stack.ts';
import type { Connection } from '../../connections.ts';
import { createSources } from '../../create-sources.ts';
import { commandLog } from '../../installation.ts';
import { createLanes, type Lanes } from '../../lanes.ts';
import { openConfiguredStore } from '../../open-configured-store.ts';
import { platformConnections } from '../../platform-connections.ts';
import { systemClock } from '../../system-clock.ts';
import { type Examination, look, ok, problem, reasonOf } from './examination.ts';
import { collectWarnings, examineChannels, type Warnings } from './examine-channels.ts';
import { examineClock, examineNode, timekeepersOf } from './examine-machine.ts';
import { examinePublicAddress, examineSources } from './examine-reach.ts';
import { examineSlack } from './examine-slack.ts';
import { examineStore } from './examine-store.ts';

export type { Examination } from './examination.ts';

/**
 * Looks at the whole installation, from the machine outwards, and changes nothing in it. It receives nothing: a service
 * that runs beside it goes on undisturbed.
 */
export async function examineInstallation(settings: Settings): Promise<readonly Examination[]> {
  const clock = systemClock;
  const log = commandLog(settings);
  const sources = createSources({ settings, clock });
  const resources = new ReleaseStack();
  try {
    const { examination, store } = await examineStore(settings, { clock, log });
    if (store) resources.add(() => store.close());
    const machine = [
      examineNode(),
      examination,
      await examineClock(clock, timekeepersOf(settings)),
      examineMode(settings),
      ...(await examineSlack(settings, collectWarnings().log)),
    ];
    const warnings = collectWarnings();
    const directory = store ?? (await openConfiguredStore('sqlite::memory:', { clock, log }));
    if (!store) resources.add(() => directory.close());
    const platforms = await connectPlatforms(settings, directory, warnings, resources);
    return [
      ...machine,
      ...platforms.examinations,
      ...(await examineChannels(settings, platforms.lanes, warnings)),
      examineOperators(settings),
      await examinePublicAddress(settings),
      ...(await examineSources(sources)),
    ];
  } finally {
    await resources.release();
  }
}

function examineMode({ policy, slack, teams }: Settings): Examination {
  if (policy.mode === 'rehearsal') {
    return ok('Mode', 'rehearsal: everything goes to the preview, nothing to Slack or Teams');
  }
  if (slack.length + teams.length > 0) return ok('Mode', 'live');
  return problem('Mode', 'live, but no platform has credentials', 'give those of Slack or Teams in .env');
}

function examineOperators({ policy }: Settings): Examination {
  if (policy.operators.length > 0) {
    return ok(
      'Operators',
      `told where Lectern needs a person: ${policy.operators.map((one) => one.text).join(', ')}`,
    );
  }
  const text = 'nobody is told when Lectern needs a person: the log alone has it';
  return look('Operators', text, 'name people or channels under operators in the configuration');
}

interface ConnectedPlatforms {
  readonly lanes: Lanes;
  readonly examinations: readonly Examination[];
}

const NAMES: Readonly<Record<PlatformName, string>> = { slack: 'Slack', teams: 'Teams', preview: 'Preview' };

/** Nobody speaks through the doctor, and what it learns on the way is not kept. */
const DEAF_DESK: Desk = { handle: () => Promise.reject(new Error('the doctor answers nobody')) };
const DEAF_EVENTS: ChannelEvents = { seen: async () => {}, lost: async () => {} };

async function connectPlatforms(
  settings: Settings,
  store: Store,
  warnings: Warnings,
  resources: ReleaseStack,
): Promise<ConnectedPlatforms> {
  const lanes = createLanes(settings.workspaces);
  const examinations: Examination[] = [];
  const wanted = platformConnections({
    settings,
    desk: DEAF_DESK,
    events: DEAF_EVENTS,
    store,
    routing: { routes: () => buildRouteIndex(settings.policy, new Map()) },
    lanes,
    clock: systemClock,
    log: warnings.log,
  });
  const connectOne = async ({ workspace, connect }: Connection): Promise<void> => {
    const { platform, name } = workspace;
    const topic = name === undefined ? NAMES[platform] : `${NAMES[platform]} ${name}`;
    try {
      const service = await connect();
      resources.add(() => service.stop());
      const owner = lanes.claim(service.chat.lane, workspace);
      if (owner) throw new Error(`its credentials are those of ${nameOfWorkspace(owner)} too`);
      lanes.add(service.chat);
      // Slack's tokens are looked at one by one; to start it would take deliveries from the service that runs.
      if (platform !== 'slack') examinations.push(await examineService(topic, service));
    } catch (error) {
      if (platform === 'slack' && error instanceof Error && error.name === 'SlackSetupError') return;
      examinations.push(problem(topic, reasonOf(error), 'look at its credentials'));
    }
  };
  // Side by side: one that hangs is waited for once, not before each of the others.
  await Promise.all(wanted.map(connectOne));
  return { lanes, examinations };
}

/** Starting checks the credentials, and receives nothing: no route of the service is served here. */
async function examineService(name: string, service: PlatformService): Promise<Examination> {
  await service.start();
  const { ready, detail } = service.health();
  return ready ? ok(name, detail) : problem(name, detail, 'look at its credentials');
}
