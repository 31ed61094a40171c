import type { ChannelId } from '../../domain/ids.ts';
import type { StoreReader } from '../../ports/store.ts';
import { SHOWN_MESSAGES } from './board-feed.ts';
import { type ReadStates, UNHINDERED } from './channel-state.ts';
import type { ChannelContent } from './panel-view.ts';
import { DIRECT_CHANNEL, PREVIEW_LANE } from './preview-address.ts';
import type { ShowPost } from './shown-post.ts';

/** The channels of the page: those that hold something, and those that something is routed to. */
export async function readChannels(
  read: StoreReader,
  showPost: ShowPost,
  readStates: ReadStates,
  local: boolean,
): Promise<readonly ChannelContent[]> {
  const names = new Set<ChannelId>(await read.board.channels());
  for (const { id } of await read.directory.channels(PREVIEW_LANE)) names.add(id);
  if (local) names.add(DIRECT_CHANNEL);
  const stateOf = local ? await readStates() : () => UNHINDERED;
  const contents: ChannelContent[] = [];
  for (const channel of names) {
    const messages = await read.board.messages(channel, SHOWN_MESSAGES);
    const shown = await Promise.all(messages.map((message) => showPost(message, local)));
    const posts = shown.filter((post) => post !== undefined);
    // To the public, a channel's name is told only along with something to read in it.
    if (local || posts.length > 0) contents.push({ channel, posts, state: stateOf(channel) });
  }
  return contents.sort(byName);
}

/** By name, so that tabs stay where they were; direct messages last. */
function byName(a: ChannelContent, b: ChannelContent): number {
  if (a.channel === DIRECT_CHANNEL || b.channel === DIRECT_CHANNEL)
    return a.channel === DIRECT_CHANNEL ? 1 : -1;
  return a.channel < b.channel ? -1 : 1;
}
