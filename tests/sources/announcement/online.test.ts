import { describe, expect, it } from 'vitest';
import { classifyLink } from '../../../src/sources/announcement/online/classify-link.ts';
import { findLinks } from '../../../src/sources/announcement/online/find-links.ts';
import { readMeetingIds, readPasscodes } from '../../../src/sources/announcement/online/read-access.ts';
import { unwrapLink } from '../../../src/sources/announcement/online/unwrap-link.ts';

describe('rewritten links', () => {
  const zoom = 'https://x.zoom.us/j/83210987654?pwd=YmFua3M';
  it.each([
    `https://aus01.safelinks.protection.outlook.com/?url=${encodeURIComponent(zoom)}&data=05&reserved=0`,
    `https://www.google.com/url?q=${encodeURIComponent(zoom)}&sa=D`,
    `https://urldefense.com/v3/__${zoom}__;!!Abc$`,
    `https://urldefense.proofpoint.com/v2/url?u=https-3A__x.zoom.us_j_83210987654-3Fpwd-3DYmFua3M&d=x`,
    `https://linkprotect.cudasvc.com/url?a=${encodeURIComponent(zoom)}&c=E`,
    `https://aus01.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://www.google.com/url?q=${encodeURIComponent(zoom)}`)}&data=1`,
  ])('%s', (wrapped) => expect(unwrapLink(wrapped)).toBe(zoom));

  it('leaves others alone, entities decoded', () => {
    expect(unwrapLink('https://x.example/a?b=1&amp;c=2')).toBe('https://x.example/a?b=1&c=2');
    expect(unwrapLink('https://aus01.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)')).toContain(
      'safelinks',
    );
  });
});

describe('what a link does', () => {
  it.each([
    ['https://x.zoom.us/j/81230098765', 'join'],
    ['https://x.zoom.us/my/ann', 'join'],
    ['https://x.zoom.us/meeting/register/abc', 'other'],
    ['https://x.zoom.us/webinar/register/WN_1', 'other'],
    ['https://x.zoom.us/rec/share/abc', 'other'],
    ['https://x.zoom.us/u/kbX', 'other'],
    ['https://teams.microsoft.com/l/meetup-join/19%3a', 'join'],
    ['https://teams.microsoft.com/meet/4152?p=x', 'join'],
    ['https://www.microsoft.com/microsoft-teams/join-a-meeting', 'other'],
    ['https://meet.google.com/abc-defg-hij', 'join'],
    ['https://tel.meet/abc-defg-hij?pin=1', 'other'],
    ['https://a.webex.com/a/j.php?MTID=m1', 'join'],
    ['https://meeting.tencent.com/dm/AbC', 'join'],
    ['https://bbb.uni.example/b/ann-abc-def', 'join'],
    ['https://meet.jit.si/Tea', 'join'],
    ['https://department.example/seminars', 'unknown'],
  ])('%s: %s', (url, kind) => expect(classifyLink(url).kind).toBe(kind));

  it('ends a link where the sentence goes on', () => {
    expect(findLinks('(https://x.zoom.us/j/81230098765).').map((link) => link.url)).toEqual([
      'https://x.zoom.us/j/81230098765',
    ]);
    expect(
      findLinks('Join here<https://x.zoom.us/j/81230098765?pwd=a>').map((link) => link.meetingId),
    ).toEqual(['81230098765']);
  });
});

describe('ids and codes', () => {
  const values = (codes: readonly { value: string }[]): readonly string[] => codes.map((code) => code.value);

  it('are read exactly, with any label', () => {
    expect(values(readMeetingIds('Meeting ID: 877 5501 2346'))).toEqual(['87755012346']);
    expect(values(readMeetingIds('Meeting number (access code): 2374 119 8877'))).toEqual(['23741198877']);
    expect(values(readPasscodes('(passcode: ethics26)'))).toEqual(['ethics26']);
    expect(values(readPasscodes('Kenncode: 774411'))).toEqual(['774411']);
    expect(values(readPasscodes('code secret : 771204'))).toEqual(['771204']);
    expect(values(readPasscodes('The passcode is Ask1st!'))).toEqual(['Ask1st!']);
  });

  it('of telephones are left out, and sentences about passwords hold none', () => {
    expect(values(readMeetingIds('Phone conference ID: 998 877 665#'))).toEqual([]);
    expect(values(readPasscodes('A password is required'))).toEqual([]);
    expect(values(readPasscodes('Phone passcode: 445566'))).toEqual([]);
  });
});
