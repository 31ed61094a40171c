import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { sendReply, sendText, urlOf } from './http-reply.ts';

export interface AssetSource {
  readonly type: string;
  load(): Promise<string | Buffer>;
}

/** Files that pages load: read once, on first use, and kept in memory, plain and compressed. */
export interface Assets {
  /** The asset's address with its version: what stands there never changes, so browsers keep it for good. */
  address(name: string): Promise<string>;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

interface Loaded {
  readonly type: string;
  readonly version: string;
  readonly plain: Buffer;
  readonly brotli: Buffer;
}

const FOR_GOOD = 'public, max-age=31536000, immutable';
const compress = promisify(brotliCompress);
/** The best quality (11) takes a second for the largest file and saves a tenth. */
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

/** `prefix` ends in `/`; the route of `handle` is `prefix` + `*`. */
export function createAssets(prefix: string, sources: Readonly<Record<string, AssetSource>>): Assets {
  const loading = new Map<string, Promise<Loaded>>();

  function load(name: string): Promise<Loaded> | undefined {
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
    if (!source) return undefined;
    let loaded = loading.get(name);
    if (!loaded) {
      loaded = loadAsset(source);
      loading.set(name, loaded);
      // A file that could not be read is tried again the next time.
      loaded.catch(() => loading.delete(name));
    }
    return loaded;
  }

  return {
    async address(name) {
      const loaded = await load(name);
      if (!loaded) throw new RangeError(`there is no asset "${name}"`);
      return `${prefix}${name}?v=${loaded.version}`;
    },

    async handle(request, response) {
      const url = urlOf(request);
      const loaded = await load(url.pathname.slice(prefix.length));
      if (!loaded) return sendText(request, response, 404, 'There is nothing here.');
      const brotli = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
      sendReply(request, response, {
        type: loaded.type,
        body: brotli ? loaded.brotli : loaded.plain,
        cache: url.searchParams.get('v') === loaded.version ? FOR_GOOD : 'no-cache',
        headers: { Vary: 'Accept-Encoding', ...(brotli ? { 'Content-Encoding': 'br' } : {}) },
      });
    },
  };
}

async function loadAsset(source: AssetSource): Promise<Loaded> {
  const plain = Buffer.from(await source.load());
  const version = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
  return { type: source.type, version, plain, brotli: await compress(plain, QUICKLY) };
}
