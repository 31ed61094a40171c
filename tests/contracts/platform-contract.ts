import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { type ChannelId, MessageId, splitChannelId } from '../../src/domain/ids.ts';
import type { ChatPlatform, FindQuery, PostOutcome } from '../../src/ports/chat-platform.ts';
import type { Fault, PlatformContract, PlatformDoor, PlatformHarness } from './platform-harness.ts';
import { announcementCard, hostileCard, hostileTexts, movedCard, replyCard } from './sample-cards.ts';

/** What every platform has to do. Run it with a harness of the platform's own: `describePlatform({ … })`. */
export function describePlatform(contract: PlatformContract): void {
  describe(`${contract.platform} keeps the platform contract`, () => {
    let harness: PlatformHarness;
    let chat: ChatPlatform;
    let channel: ChannelId;
    const opened = Temporal.Now.instant();

    beforeEach(async () => {
      harness = await contract.open();
      chat = harness.chat;
      channel = await resolveFirst(harness);
    });
    afterEach(() => harness.close());

    const windowOf = (keys: readonly string[]): FindQuery => ({
      channel,
      keys,
      from: opened.subtract({ minutes: 5 }),
      to: Temporal.Now.instant().add({ minutes: 5 }),
    });
    const post = async (card: Card, key: string): Promise<MessageId> =>
      postedId(await chat.post({ channel, card, key }));

    it('says truly what it is capable of', () => {
      const { find, update, remove, reply } = contract;
      expect(chat.platform).toBe(contract.platform);
      expect(chat.capabilities).toEqual({ find, update, remove, reply });
      expect(harness.door !== undefined).toBe(contract.wired);
      for (const windows of [chat.limits.channel, chat.limits.lane, chat.limits.edits]) {
        for (const window of windows) {
          expect(window.count).toBeGreaterThan(0);
          expect(window.ms).toBeGreaterThan(0);
        }
      }
      expect(chat.limits.inFlight).toBeGreaterThan(0);
      expect(chat.timeoutMs).toBeGreaterThan(0);
    });

    it('resolves an address to a canonical channel of its lane, always the same', async () => {
      const first = await chat.resolve(harness.addresses[0]);
      expect(first).toMatchObject({ type: 'resolved' });
      expect(await chat.resolve(harness.addresses[0])).toEqual(first);
      expect(splitChannelId(channel).lane).toBe(chat.lane);
      const second = await chat.resolve(harness.addresses[1]);
      expect(second.type === 'resolved' && second.channel !== channel).toBe(true);
    });

    it('says what a person has to do about an address that names nothing', async () => {
      const resolution = await chat.resolve(harness.unknownAddress);
      expect(resolution.type).toBe('unresolved');
      if (resolution.type !== 'unresolved') return;
      expect(resolution.transient).toBe(false);
      expect(resolution.mend.length).toBeGreaterThan(10);
    });

    it('posts a card once, with all its essentials', async () => {
      const message = await post(announcementCard, 'key-1');
      const standing = await harness.messages(channel);
      expect(standing.map((one) => one.message)).toEqual([message]);
      const [only] = standing;
      for (const text of [
        'Rehearsal of #data-science',
        'Data Science Seminar',
        'River Lights: tracing glow-worms by sound',
        'Ottoline Fernsby, Tidewater College',
        'Wednesday 5 March 2031, 11:00–12:00 Brisbane',
        'in 3 days',
        'Room 78-420',
        'Building 78',
        'Glow-worms hum, it turns out.',
        'Join link appears here at 10:45',
        'Join on Zoom',
        'Remind me',
      ]) {
        expect(only?.shown).toContain(text);
      }
      expect(only?.summary).toContain('11:00–12:00 Brisbane');
      expect(only?.links).toEqual(
        expect.arrayContaining(['https://zoom.example/j/111', 'https://maps.example/78']),
      );
      expect(only?.mentions).toBe(0);
      if (harness.door) expect(harness.door.writes()).toBe(1);
    });

    it('keeps channels apart', async () => {
      await post(announcementCard, 'key-1');
      const other = await chat.resolve(harness.addresses[1]);
      if (other.type !== 'resolved') throw new Error('the second address did not resolve');
      expect(await harness.messages(other.channel)).toEqual([]);
    });

    it.each(hostileTexts)('shows as text, and does not obey: %s', async (text) => {
      await post(hostileCard(text), 'key-1');
      const [only] = await harness.messages(channel);
      expect(only?.mentions).toBe(0);
      expect(only?.links.filter((link) => link.includes('evil.example'))).toEqual([]);
      for (const place of [
        'banner',
        'eyebrow',
        'title',
        'struck',
        'fact',
        'paragraph',
        'heading',
        'preview',
        'item',
        'line',
        'footnote',
      ]) {
        expect(only?.shown).toContain(`${place}: ${text}`);
      }
      expect(only?.shown).toContain('label: ');
    });

    it.runIf(contract.update)('edits a post in place, leaving nothing of what it said', async () => {
      const message = await post(announcementCard, 'key-1');
      expect(await chat.update({ channel, message }, movedCard)).toEqual({ type: 'done' });
      const standing = await harness.messages(channel);
      expect(standing.map((one) => one.message)).toEqual([message]);
      expect(standing[0]?.shown).toContain('New room: the Kelp Theatre');
      expect(standing[0]?.shown).not.toContain('78-420');
      expect(standing[0]?.summary).not.toContain('78-420');
      expect(standing[0]?.links).toEqual([]);
    });

    it.runIf(contract.reply)('replies in the thread', async () => {
      const root = await post(announcementCard, 'key-1');
      const reply = postedId(await chat.post({ channel, card: replyCard, key: 'key-2', thread: root }));
      const standing = await harness.messages(channel);
      expect(standing.map((one) => one.message)).toEqual([root, reply]);
      expect(standing[1]?.thread).toBe(root);
    });

    it.runIf(contract.remove)('removes a post', async () => {
      const message = await post(announcementCard, 'key-1');
      const kept = await post(movedCard, 'key-2');
      expect(await chat.remove({ channel, message })).toEqual({ type: 'done' });
      expect((await harness.messages(channel)).map((one) => one.message)).toEqual([kept]);
    });

    it.runIf(contract.update)('tells when the post to edit was deleted by a person', async () => {
      const message = await post(announcementCard, 'key-1');
      await harness.deleteByPerson(channel, message);
      expect(await chat.update({ channel, message }, movedCard)).toMatchObject({ type: 'messageGone' });
      expect(await harness.messages(channel)).toEqual([]);
    });

    it.runIf(contract.remove)('tells when the post to remove was deleted by a person', async () => {
      const message = await post(announcementCard, 'key-1');
      await harness.deleteByPerson(channel, message);
      expect(await chat.remove({ channel, message })).toMatchObject({ type: 'messageGone' });
    });

    describe.runIf(contract.find)('looking for posts by their keys', () => {
      it('finds what stands, every copy of it, and nothing else', async () => {
        const first = await post(announcementCard, 'key-1');
        const second = await post(movedCard, 'key-2');
        const copy = await post(announcementCard, 'key-1');
        await post(movedCard, 'key-of-another-notice');
        const found = await chat.find(windowOf(['key-1', 'key-2', 'key-3']));
        expect(found).toMatchObject({ type: 'read', complete: true });
        if (found.type !== 'read') return;
        expect([...(found.messages.get('key-1') ?? [])].sort()).toEqual([first, copy].sort());
        expect(found.messages.get('key-2')).toEqual([second]);
        expect([...found.messages.keys()].sort()).toEqual(['key-1', 'key-2']);
      });

      it('does not find what was removed, nor what lies outside the window', async () => {
        const message = await post(announcementCard, 'key-1');
        const past = await chat.find({
          channel,
          keys: ['key-1'],
          from: opened.subtract({ hours: 2 }),
          to: opened.subtract({ hours: 1 }),
        });
        expect(past).toMatchObject({ type: 'read', complete: true });
        expect(past.type === 'read' && past.messages.size).toBe(0);
        await harness.deleteByPerson(channel, message);
        const found = await chat.find(windowOf(['key-1']));
        expect(found.type === 'read' && found.messages.size).toBe(0);
      });

      it('still finds a post by its key after it was edited', async () => {
        const message = await post(announcementCard, 'key-1');
        await chat.update({ channel, message }, movedCard);
        const found = await chat.find(windowOf(['key-1']));
        expect(found.type === 'read' && found.messages.get('key-1')).toEqual([message]);
      });

      it('reads far more posts than one page holds', async () => {
        const keys = Array.from({ length: 230 }, (_, index) => `key-${index}`);
        for (const key of keys) await post(replyCard, key);
        const found = await chat.find(windowOf(keys));
        expect(found).toMatchObject({ type: 'read', complete: true });
        expect(found.type === 'read' && found.messages.size).toBe(230);
      });

      it.runIf(contract.reply)('finds replies in their thread', async () => {
        const root = await post(announcementCard, 'key-1');
        const reply = postedId(await chat.post({ channel, card: replyCard, key: 'key-2', thread: root }));
        const found = await chat.find({ ...windowOf(['key-2']), thread: root });
        expect(found).toMatchObject({ type: 'read', complete: true });
        expect(found.type === 'read' && found.messages.get('key-2')).toEqual([reply]);
      });
    });

    describe.runIf(contract.wired)('when the way to the platform fails', () => {
      const door = (): PlatformDoor => {
        if (!harness.door) throw new Error('the harness of a wired platform has a door');
        return harness.door;
      };
      const meets = (type: Fault['type']): boolean => !contract.without?.includes(type);
      const stands = async (): Promise<number> => (await harness.messages(channel)).length;

      const unsure: readonly (readonly [string, Fault, number])[] = [
        ['a reset before anything was stored', { type: 'resetBefore' }, 0],
        ['a reset after it was stored', { type: 'resetAfter' }, 1],
        ['a server error with nothing stored', { type: 'serverError', stored: false }, 0],
        ['a server error after it was stored', { type: 'serverError', stored: true }, 1],
        ['an answer that never comes', { type: 'hang' }, 1],
        ['an answer that breaks off', { type: 'halfAnswer' }, 1],
      ];
      for (const [name, fault, stored] of unsure) {
        it.runIf(meets(fault.type))(
          `${name}: the outcome is unknown, after exactly one request`,
          async () => {
            door().arrange(fault);
            const outcome = await chat.post({ channel, card: announcementCard, key: 'key-1' });
            expect(outcome).toMatchObject({ type: 'unknown' });
            expect(door().writes()).toBe(1);
            expect(await stands()).toBe(stored);
            if (!contract.find) return;
            const found = await chat.find(windowOf(['key-1']));
            expect(found).toMatchObject({ type: 'read', complete: true });
            expect(found.type === 'read' && (found.messages.get('key-1') ?? []).length).toBe(stored);
          },
        );
      }

      it.runIf(meets('hang'))('an edit and a removal end too when no answer comes', async () => {
        const message = await post(announcementCard, 'key-1');
        if (contract.update) {
          door().arrange({ type: 'hang' });
          expect(await chat.update({ channel, message }, movedCard)).toMatchObject({ type: 'unknown' });
        }
        if (contract.remove) {
          door().arrange({ type: 'hang' });
          expect(await chat.remove({ channel, message })).toMatchObject({ type: 'unknown' });
        }
        expect(door().writes()).toBe(1 + Number(contract.update) + Number(contract.remove));
      });

      it('a platform that cannot be reached: certainly not arrived, worth another try', async () => {
        await door().goAway();
        const outcome = await chat.post({ channel, card: announcementCard, key: 'key-1' });
        expect(outcome).toMatchObject({ type: 'retry' });
        await door().restore();
        expect(await chat.post({ channel, card: announcementCard, key: 'key-1' })).toMatchObject({
          type: 'posted',
        });
        expect(await stands()).toBe(1);
      });

      it.runIf(meets('throttle'))('waits as long as the platform says, asking once', async () => {
        door().arrange({ type: 'throttle', afterMs: 7000 });
        const outcome = await chat.post({ channel, card: announcementCard, key: 'key-1' });
        expect(outcome).toMatchObject({ type: 'throttled', afterMs: 7000 });
        expect(door().writes()).toBe(1);
        expect(await post(movedCard, 'key-2')).toBeTruthy();
      });

      it.runIf(meets('throttle'))('waits a while when the platform does not say how long', async () => {
        door().arrange({ type: 'throttle' });
        const outcome = await chat.post({ channel, card: announcementCard, key: 'key-1' });
        expect(outcome.type).toBe('throttled');
        if (outcome.type === 'throttled') expect(outcome.afterMs).toBeGreaterThanOrEqual(1000);
        expect(door().writes()).toBe(1);
      });

      it.runIf(meets('throttle') && contract.update)('a throttled edit is asked for once too', async () => {
        const message = await post(announcementCard, 'key-1');
        door().arrange({ type: 'throttle', afterMs: 3000 });
        expect(await chat.update({ channel, message }, movedCard)).toMatchObject({
          type: 'throttled',
          afterMs: 3000,
        });
        expect(door().writes()).toBe(2);
      });

      it.runIf(meets('channelGone'))('a channel that takes nothing: says how to mend it', async () => {
        door().arrange({ type: 'channelGone' });
        const outcome = await chat.post({ channel, card: announcementCard, key: 'key-1' });
        expect(outcome.type).toBe('channelGone');
        if (outcome.type === 'channelGone') expect(outcome.mend.length).toBeGreaterThan(10);
        expect(await stands()).toBe(0);
      });

      it.runIf(meets('credentialsBad'))('credentials that are refused: says how to mend it', async () => {
        door().arrange({ type: 'credentialsBad' });
        const outcome = await chat.post({ channel, card: announcementCard, key: 'key-1' });
        expect(outcome.type).toBe('credentialsBad');
        if (outcome.type === 'credentialsBad') expect(outcome.mend.length).toBeGreaterThan(10);
        expect(await stands()).toBe(0);
      });

      it.runIf(meets('editRefused') && contract.update)('an edit that is refused', async () => {
        const message = await post(announcementCard, 'key-1');
        door().arrange({ type: 'editRefused' });
        expect(await chat.update({ channel, message }, movedCard)).toMatchObject({ type: 'editRefused' });
        expect((await harness.messages(channel))[0]?.shown).toContain('78-420');
      });
    });

    it.runIf(contract.update)('an edit of a message that never was is no success', async () => {
      const outcome = await chat.update(
        { channel, message: MessageId.parse('1700000000.000100') },
        movedCard,
      );
      expect(['messageGone', 'editRefused', 'giveUp']).toContain(outcome.type);
    });
  });
}

async function resolveFirst(harness: PlatformHarness): Promise<ChannelId> {
  const resolution = await harness.chat.resolve(harness.addresses[0]);
  if (resolution.type !== 'resolved')
    throw new Error(`the first address did not resolve: ${resolution.reason}`);
  return resolution.channel;
}

function postedId(outcome: PostOutcome): MessageId {
  if (outcome.type !== 'posted') throw new Error(`not posted: ${outcome.type}, ${outcome.reason}`);
  return outcome.message;
}
