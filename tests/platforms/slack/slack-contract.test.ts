import { describePlatform } from '../../contracts/platform-contract.ts';
import { openSlackHarness } from './slack-harness.ts';

describePlatform({
  platform: 'slack',
  open: () => openSlackHarness(),
  wired: true,
  find: true,
  update: true,
  remove: true,
  reply: true,
});
