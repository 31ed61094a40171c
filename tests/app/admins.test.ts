import { expect, it } from 'vitest';
import { createAdmins } from '../../src/app/admins.ts';
import { PersonId } from '../../src/domain/ids.ts';
import type { Actor } from '../../src/ports/desk.ts';

const admins = createAdmins({
  admins: { slack: ['U024BE7LH', '@seminar-organisers'], teams: ['Ada@example.edu'] },
});
const actor = (person: string, over: Partial<Actor> = {}): Actor => ({
  person: PersonId.parse(person),
  standing: 'member',
  ...over,
});

it.each<[Actor, boolean]>([
  [actor('slack:T1/U024BE7LH'), true],
  [actor('slack:T1/U0OTHER'), false],
  [actor('slack:T1/U0OTHER', { groups: ['@seminar-organisers'] }), true],
  [actor('slack:T1/U0OTHER', { groups: ['@everybody'] }), false],
  // Ids and addresses count on the platform for which they are named, and on no other.
  [actor('slack:T1/U0OTHER', { emails: ['ada@example.edu'] }), false],
  [actor('teams:tenant/29:ada', { emails: ['ada@EXAMPLE.edu'] }), true],
  [actor('teams:tenant/29:ada', { emails: ['ada@example.org', 'someone@example.edu'] }), false],
  [actor('teams:tenant/U024BE7LH'), false],
  [actor('preview:local/U024BE7LH'), false],
])('%o is an administrator: %s', async (asker, expected) => {
  expect(await admins.has(asker)).toBe(expected);
});

it('names those whom people can ask, as their platform knows them', () => {
  expect(admins.names(actor('slack:T1/U1'))).toEqual(['@seminar-organisers']);
  expect(admins.names(actor('teams:tenant/29:x'))).toEqual(['Ada@example.edu']);
  expect(admins.names(actor('preview:local/you'))).toEqual([]);
});
