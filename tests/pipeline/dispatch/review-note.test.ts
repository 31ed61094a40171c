import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { SourceId } from '../../../src/domain/ids.ts';
import { SeminarFields } from '../../../src/domain/seminar.ts';
import { publishReview } from '../../../src/pipeline/review/acts/publish.ts';
import { createSync } from '../../../src/pipeline/sync/sync-source.ts';
import type { SourceRecord } from '../../../src/ports/seminar-source.ts';
import { CHANNEL, openWorld, type World } from './world.ts';

const SOURCE = SourceId.parse('imap:talks');
const MAIL: SourceRecord = {
  uid: '<1@x>',
  fields: SeminarFields.decode({
    title: 'The foam of breaking waves',
    speakers: [{ name: 'Ida Moss' }],
    start: '2026-12-03T11:00:00+10:00',
    venue: { online: { url: 'https://example.zoom.us/j/1' } },
  }),
  place: 'talks, mail 1',
  prose: true,
  mail: true,
};

/** The operators are the channel itself, so that the stand-in has what they are sent. */
async function openAsking(): Promise<World> {
  const world = await openWorld({ policy: { operators: [parseAddress('slack:#tides')] } });
  await world.store.transaction((tx) => tx.directory.putResolved('slack:#tides', CHANNEL));
  return world;
}

async function receive({ store, context, clock }: World, ...records: readonly SourceRecord[]): Promise<void> {
  const sync = createSync({ store, plan: () => context, sources: [SOURCE], clock });
  const read = async () => ({ type: 'records', records, problems: [], complete: false }) as const;
  await sync({ id: SOURCE, review: true, read }, { signal: new AbortController().signal });
  await clock.rest();
}

describe('asking organisers', () => {
  it('one thing waits: the card as it would be, with its buttons, and nothing is said of the seminar', async () => {
    const world = await openAsking();
    await world.start();
    await receive(world, MAIL);
    const [message, ...others] = world.server.standing(CHANNEL);
    expect(others).toEqual([]);
    const said = world.words(message);
    for (const words of ['The foam of breaking waves', 'Publish', 'Dismiss', 'Show text']) {
      expect(said).toContain(words);
    }
    expect(said).toContain('https://example.zoom.us/j/1');
    expect((await world.notices()).map(({ kind, state }) => `${kind} ${state}`)).toEqual(['note sent']);
    const [seminar] = await world.store.read.seminars.find({});
    expect(seminar && (await world.store.read.posts.ofSeminar(seminar.id))).toEqual([]);
  });

  it('several wait: one message that lists them', async () => {
    const world = await openAsking();
    await world.start();
    const other = {
      ...MAIL,
      uid: '<2@x>',
      fields: { ...MAIL.fields, title: 'Spray', speakers: [{ name: 'Per Lind' }] },
    };
    await receive(world, MAIL, other);
    const standing = world.server.standing(CHANNEL);
    expect(standing).toHaveLength(1);
    expect(world.words(standing[0])).toMatch(/Waiting for your word.*The foam of breaking waves.*Spray/);
  });

  it('what was settled before it could be sent is not asked for', async () => {
    const world = await openAsking();
    await receive(world, MAIL);
    const [review] = await world.store.read.reviews.open();
    if (!review) throw new Error('nothing waits');
    const { store, clock, context } = world;
    await publishReview({ store, clock, by: 'Mira', plan: context, sources: [SOURCE] }, review.id);
    await world.start();
    expect(world.server.standing(CHANNEL)).toEqual([]);
    const note = await world.notice('note');
    expect(await world.ledger(note)).toEqual([
      'due',
      'skipped: What it was to ask about is settled already.',
    ]);
  });

  it('a correction of what waits is no news; that it became a cancellation is', async () => {
    const world = await openAsking();
    await world.start();
    await receive(world, MAIL);
    await receive(world, { ...MAIL, fields: { ...MAIL.fields, abstract: 'More.' } });
    expect(world.server.standing(CHANNEL)).toHaveLength(1);
    const [review] = await world.store.read.reviews.open();
    const { store, clock, context } = world;
    if (!review) throw new Error('nothing waits');
    await publishReview({ store, clock, by: 'Mira', plan: context, sources: [SOURCE] }, review.id);
    await receive(world, { ...MAIL, fields: { ...MAIL.fields, title: 'Foam' } });
    await receive(world, { ...MAIL, fields: { ...MAIL.fields, title: 'Foam', status: 'cancelled' } });
    const notes = (await world.notices()).filter(({ kind }) => kind === 'note');
    expect(notes).toHaveLength(3);
    expect(world.words(world.server.standing(CHANNEL).at(-1))).toContain('I read that this is cancelled');
  });
});
