import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildHouse, PREVIEW_ONLY, ROOT } from './house.ts';

const PUBLIC_URL = 'https://lectern.example.edu';
const TEAMS = {
  PUBLIC_URL,
  MICROSOFT_APP_ID: '1b0c7e8a-2f4d-4c7e-9d52-0a6f1d3b5c71',
  MICROSOFT_APP_PASSWORD: 'hunter2-hunter2',
  MICROSOFT_APP_TENANT_ID: '6a1f0c52-7d3e-4b8a-8c1d-9e2f4a5b6c7d',
};

/** Width, height, colour type and whether it is a PNG at all, from its first bytes (RFC 2083). */
function pictureOf(bytes: Uint8Array): {
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return { width: view.getUint32(16), height: view.getUint32(20), alpha: view.getUint8(25) === 6 };
}

describe('manifest slack', () => {
  it('prints JSON and nothing else: Socket Mode where nothing can reach the service', async () => {
    const { status, out, err } = await buildHouse().run(['manifest', 'slack']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      settings: { socket_mode_enabled: true },
      features: { slash_commands: [{ command: '/seminar' }] },
    });
    expect(out).not.toContain('request_url');
  });

  it('HTTP with a public address, Socket Mode where its token is set; the command as configured', async () => {
    const house = buildHouse(`${PREVIEW_ONLY}slack: { command: /talks }\n`);
    const http = await house.run(['manifest', 'slack'], { variables: { PUBLIC_URL: `${PUBLIC_URL}/` } });
    expect(JSON.parse(http.out)).toMatchObject({
      settings: { socket_mode_enabled: false, interactivity: { request_url: `${PUBLIC_URL}/slack/events` } },
      features: { slash_commands: [{ command: '/talks', url: `${PUBLIC_URL}/slack/events` }] },
    });
    const variables = { PUBLIC_URL, SLACK_BOT_TOKEN: 'xoxb-stand-in', SLACK_APP_TOKEN: 'xapp-stand-in' };
    const socket = await house.run(['manifest', 'slack'], { variables });
    expect(JSON.parse(socket.out)).toMatchObject({ settings: { socket_mode_enabled: true } });
  });

  it('--out writes it', async () => {
    const house = buildHouse();
    const printed = await house.run(['manifest', 'slack']);
    const { out } = await house.run(['manifest', 'slack', '--out', 'slack.json']);
    expect(out).toContain('slack.json is written');
    expect(readFileSync(join(house.path, 'slack.json'), 'utf8')).toBe(printed.out);
  });
});

describe('of several', () => {
  const house = () =>
    buildHouse(`${PREVIEW_ONLY}slack:
  workspaces:
    eecs: { botToken: "\${BOT}1", appToken: "\${APP}" }
    maths: { botToken: "\${BOT}2", signingSecret: "\${SECRET}" }
    lab: { botToken: "\${BOT}3", signingSecret: "\${SECRET}" }
teams:
  tenants:
    uni: { appId: app-of-uni, appPassword: "\${SECRET}", tenantId: uni }
    club: { appId: app-of-club, appPassword: "\${SECRET}", tenantId: club }
`);
  const variables = { PUBLIC_URL, BOT: 'xoxb-stand-in', APP: 'xapp-stand-in', SECRET: 'hunter2-hunter2' };

  it('writes the one that is named, and asks for a name where they differ', async () => {
    const { run, path } = house();
    const asked = await run(['manifest', 'slack'], { variables });
    expect(asked.status).not.toBe(0);
    expect(asked.err).toContain('say --workspace with one of eecs, maths, lab');
    const eecs = await run(['manifest', 'slack', '--workspace', 'eecs'], { variables });
    expect(JSON.parse(eecs.out)).toMatchObject({ settings: { socket_mode_enabled: true } });
    const maths = await run(['manifest', 'slack', '--workspace', 'maths'], { variables });
    expect(JSON.parse(maths.out)).toMatchObject({ settings: { socket_mode_enabled: false } });
    const unknown = await run(['manifest', 'slack', '--workspace', 'physics'], { variables });
    expect(unknown.err).toContain('"physics" is no workspace or tenant of the configuration');
    await run(['manifest', 'teams', '--workspace', 'club', '--out', 'club.zip'], { variables });
    const { 'manifest.json': manifest } = unzipSync(readFileSync(join(path, 'club.zip')));
    expect(JSON.parse(Buffer.from(manifest ?? []).toString())).toMatchObject({ id: 'app-of-club' });
  });
});

describe('manifest teams', () => {
  it('writes a zip with the manifest and its two icons at the root', async () => {
    const house = buildHouse(
      `${PREVIEW_ONLY.replace('name: Tides Seminar', 'name: Tides Seminar\n    host: School of Tides')}`,
    );
    const { status, out } = await house.run(['manifest', 'teams', '--out', 'lectern.zip'], {
      variables: TEAMS,
    });
    expect(status).toBe(0);
    expect(out).toContain('lectern.zip is written');
    const files = unzipSync(readFileSync(join(house.path, 'lectern.zip')));
    expect(Object.keys(files).toSorted()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json']));
    expect(manifest).toMatchObject({
      id: TEAMS.MICROSOFT_APP_ID,
      version: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
      icons: { color: 'color.png', outline: 'outline.png' },
      developer: { name: 'School of Tides', websiteUrl: PUBLIC_URL },
    });
    expect(JSON.stringify(manifest)).not.toContain('hunter2');
    expect(pictureOf(files['color.png'] ?? new Uint8Array())).toEqual({
      width: 192,
      height: 192,
      alpha: false,
    });
    expect(pictureOf(files['outline.png'] ?? new Uint8Array())).toEqual({
      width: 32,
      height: 32,
      alpha: true,
    });
  });

  it('is named as told, and the same twice', async () => {
    const house = buildHouse();
    const args = [
      'manifest',
      'teams',
      '--name',
      'Tides',
      '--organisation',
      'Tide Hall',
      '--app-version',
      '2.0.1',
    ];
    await house.run([...args, '--out', 'one.zip'], { variables: TEAMS });
    await house.run([...args, '--out', 'two.zip'], { variables: TEAMS });
    const one = readFileSync(join(house.path, 'one.zip'));
    expect(one.equals(readFileSync(join(house.path, 'two.zip')))).toBe(true);
    expect(JSON.parse(new TextDecoder().decode(unzipSync(one)['manifest.json']))).toMatchObject({
      version: '2.0.1',
      name: { short: 'Tides' },
      developer: { name: 'Tide Hall' },
    });
  });

  it('says which variable is missing', async () => {
    const house = buildHouse();
    const { PUBLIC_URL: _address, ...unreachable } = TEAMS;
    expect(await house.run(['manifest', 'teams'])).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringMatching(/^MICROSOFT_APP_ID is missing: /),
    });
    expect(await house.run(['manifest', 'teams'], { variables: unreachable })).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringMatching(/^PUBLIC_URL is missing, or no https address/),
    });
  });
});
