import { describe, expect, it } from 'vitest';
import { parseStoreUrl } from '../../src/store/store-url.ts';

describe('the address of a store', () => {
  it.each([
    ['sqlite:data/lectern.db', { type: 'sqlite', path: 'data/lectern.db' }],
    ['sqlite:/var/lib/x y.db', { type: 'sqlite', path: '/var/lib/x y.db' }],
    ['sqlite:///var/lib/x.db', { type: 'sqlite', path: '/var/lib/x.db' }],
    ['sqlite:C:\\data\\x.db', { type: 'sqlite', path: 'C:\\data\\x.db' }],
    ['sqlite::memory:', { type: 'memory' }],
    ['postgres://u:p@h/d', { type: 'postgres', url: 'postgres://u:p@h/d' }],
    ['postgresql://h/d?sslmode=require', { type: 'postgres', url: 'postgresql://h/d?sslmode=require' }],
  ])('reads %s', (text, url) => expect(parseStoreUrl(text)).toEqual(url));

  it.each([
    ['', '""'],
    ['data/lectern.db', '"data/lectern.db"'],
    ['sqlite:', '"sqlite:"'],
    ['sqlite://relative.db', '"sqlite://relative.db"'],
    ['sqlite::other:', '"sqlite::other:"'],
    ['mysql://mira:hunter2@db.example/x?password=hunter2', '"mysql://…@db.example/x?…"'],
    ['postgres://mira:hunter2@[bad/x', '"postgres://…@[bad/x"'],
  ])('refuses %s, naming it and what is allowed, without a password', (text, named) => {
    const problem = `${named} is no address of a store; allowed are sqlite:PATH, sqlite::memory: and postgres://USER:PASSWORD@HOST/DATABASE`;
    expect(() => parseStoreUrl(text)).toThrow(new RangeError(problem));
  });

  it('refuses an sslmode that there is not: it would mean none', () => {
    expect(() => parseStoreUrl('postgres://u:p@h/d?sslmode=verify')).toThrow(
      new RangeError(
        '"verify" is no sslmode of a store\'s address; allowed are disable, prefer, require, verify-ca, verify-full, no-verify',
      ),
    );
  });
});
