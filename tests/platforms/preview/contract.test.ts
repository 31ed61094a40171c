import { parseAddress } from '../../../src/domain/address.ts';
import { describePlatform } from '../../contracts/platform-contract.ts';
import { openHouse } from './preview-house.ts';
import { readArticles } from './shown-page.ts';

// What a reader sees is read from the page itself: store, board, drawing and all.
describePlatform({
  platform: 'preview',
  wired: false,
  find: true,
  update: true,
  remove: true,
  reply: true,
  async open() {
    const house = await openHouse();
    return {
      chat: house.preview.chat,
      addresses: [parseAddress('preview:#data-science'), parseAddress('preview:slack:#rivers')],
      unknownAddress: parseAddress('preview:elsewhere/#data-science'),
      async messages(channel) {
        const { html } = await house.preview.panel.render({ local: true, cookies: '' });
        return readArticles(html, channel).map(({ drawn: _, adaptiveCard: __, ...message }) => message);
      },
      async deleteByPerson(channel, message) {
        await house.store.transaction((tx) => tx.board.remove(channel, message));
      },
      close: () => house.close(),
    };
  },
});
