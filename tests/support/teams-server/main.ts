import { parseArgs } from 'node:util';
import { openControl } from './control.ts';
import { TeamsServer } from './teams-server.ts';
import { makeWorld } from './world.ts';

/**
 * The stand-in as a process of its own: `node tests/support/teams-server/main.ts --port 0 --bot URL --channels N`. Prints one line
 * of JSON, `{ url, world }`, once it listens; takes orders at `POST /control`; ends with SIGTERM.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    bot: { type: 'string', default: 'http://127.0.0.1:3000/api/messages' },
    channels: { type: 'string', default: '2' },
  },
});
const server = await TeamsServer.start({
  port: Number(values.port),
  world: makeWorld(Number(values.channels)),
});
openControl(server, values.bot);
process.on('SIGTERM', () => void server.stop());
process.stdout.write(`${JSON.stringify({ url: server.url, world: server.world })}\n`);
