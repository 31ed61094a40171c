import { describe, expect, it } from 'vitest';
import { differencesOf, materialOf } from '../../src/domain/material.ts';
import { aSeminar } from './sample-seminar.ts';

describe('material', () => {
  it('holds what readers act upon, and no passcode', () => {
    const seminar = aSeminar({
      title: 'Foam',
      speakers: [{ name: 'Ida Moss', bio: 'Long' }, { name: 'Per Lind' }],
      venue: {
        room: '7-201',
        building: 'Pier',
        online: { url: 'https://zoom.example/j/1', passcode: 'hush' },
      },
    });
    expect(materialOf(seminar)).toEqual({
      start: '2026-12-03T01:00:00Z',
      place: '7-201, Pier',
      link: 'https://zoom.example/j/1',
      speakers: 'Ida Moss; Per Lind',
      title: 'Foam',
      status: 'scheduled',
    });
  });

  it('leaves out what is not known', () => {
    expect(materialOf(aSeminar({ title: undefined, speakers: [], venue: {} }))).toEqual({
      start: '2026-12-03T01:00:00Z',
      status: 'scheduled',
    });
  });

  it('small edits make no difference; what matters is named in the order of telling', () => {
    const before = aSeminar({ abstract: 'Short', venue: { room: 'A' } });
    const small = aSeminar({
      abstract: 'Longer',
      chair: 'Oda',
      venue: { room: 'A', map: 'https://map.example/' },
    });
    expect(differencesOf(materialOf(before), materialOf(small))).toEqual([]);
    const large = aSeminar({ venue: { room: 'B' }, status: 'cancelled' });
    expect(differencesOf(materialOf(before), materialOf(large))).toEqual(['status', 'place']);
  });
});
