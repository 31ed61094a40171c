import { composeCard } from '../../domain/cards/compose.ts';
import { createWaitingList } from '../../pipeline/desk/waiting-list.ts';
import type { Dispatcher } from '../../pipeline/dispatch/dispatcher.ts';
import { createPreviewService, type PreviewService } from '../../platforms/preview/preview-service.ts';
import { renderSlack } from '../../platforms/slack/card/render-slack.ts';
import { renderTeams } from '../../platforms/teams/card/render-teams.ts';
import { type Connections, createConnections } from '../connections.ts';
import type { HttpServer } from '../http-server.ts';
import { platformConnections } from '../platform-connections.ts';
import type { Core } from './compose-core.ts';

/** The preview needs nobody's word: it can be posted to from the start. */
export function composePreview({ store, desk, settings, clock, log, lanes }: Core): PreviewService {
  const preview = createPreviewService({
    store,
    desk,
    policy: settings.policy,
    clock,
    log,
    draw: { slack: renderSlack, teams: (card) => renderTeams(card).card },
    loopback: settings.http.loopback,
    waiting: createWaitingList({ read: store.read, policy: settings.policy, clock, composeCard }),
  });
  lanes.add(preview.chat);
  return preview;
}

/** Those that have credentials. Until each was tried once, its addresses are not said to lead nowhere. */
export function composeConnections(core: Core): Connections {
  const wanted = platformConnections(core);
  for (const { workspace } of wanted) core.lanes.expect(workspace);
  return createConnections(wanted, core);
}

/** Once a workspace is connected its requests are taken, its addresses resolved, and what is due there goes out. */
export function connectAll(
  connections: Connections,
  { lanes, routing }: Core,
  server: HttpServer,
  dispatcher: Dispatcher,
): Promise<void> {
  return connections.start({
    async connected(service, workspace) {
      server.add(service.routes);
      lanes.add(service.chat);
      lanes.tried(workspace);
      await routing.refresh((address) => lanes.mayMean(address, workspace));
      dispatcher.wake();
    },
    async failed(workspace, reason) {
      // After the first try its addresses are known to lead nowhere, which is now worth a word.
      if (!lanes.tried(workspace, reason)) return;
      await routing.refresh((address) => lanes.mayMean(address, workspace));
    },
  });
}
