import type { ServerResponse } from 'node:http';
import type { Clock } from '../../ports/clock.ts';
import { SAFE_HEADERS } from '../../support/http-reply.ts';

/** Server-sent events to one page. */
export interface EventStream {
  /** False once the stream is closed, by either side. */
  readonly open: boolean;
  send(name: string, data: unknown, id?: string): void;
  close(): void;
}

/** Pages take a longer silence than two beats for a dead connection. Proxies cut idle ones after 30 to 60 s. */
const BEAT_SECONDS = 20;
/** A page that does not read is cut off; it comes back and catches up. */
const MOST_UNREAD = 4 * 1024 * 1024;

export function openEventStream(response: ServerResponse, clock: Clock, closed: () => void): EventStream {
  let open = true;
  let stopBeating = (): void => {};
  response.writeHead(200, {
    ...SAFE_HEADERS,
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 1500\n\n');

  function finish(): void {
    if (!open) return;
    open = false;
    stopBeating();
    closed();
  }
  function send(name: string, data: unknown, id?: string): void {
    if (!open) return;
    if (response.writableLength > MOST_UNREAD) {
      response.destroy();
      return;
    }
    // JSON has no raw line breaks, so one data line is enough.
    response.write(
      `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`,
    );
  }
  function beat(): void {
    stopBeating = clock.at(clock.now().add({ seconds: BEAT_SECONDS }), () => {
      send('beat', null);
      if (open) beat();
    });
  }

  response.on('close', finish);
  beat();
  return {
    get open() {
      return open;
    },
    send,
    close() {
      finish();
      response.end();
    },
  };
}
