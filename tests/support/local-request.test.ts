import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isLoopbackHost } from '../../src/support/local-request.ts';

describe('what is this machine', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('the address %s is', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });

  it.each(['', '10.0.0.1', '128.0.0.1', '::2', '::ffff:10.0.0.1', '127.0.0.1.evil.example', '1127.0.0.1'])(
    'the address "%s" is not',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false);
    },
  );

  it.each(['localhost', 'LOCALHOST:3000', 'lectern.localhost', '127.0.0.1:80', '[::1]', '[::1]:3000'])(
    'the host %s is',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([
    '',
    'localhost.evil.example',
    'evil.example',
    '127.0.0.1.nip.example',
    'notlocalhost',
    '[::1',
    '0.0.0.0',
    'localhost@evil.example',
  ])('the host "%s" is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
