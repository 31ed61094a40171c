import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, onTestFinished } from 'vitest';
import type { StoreBench } from '../contracts/store-bench.ts';
import { describeSharedStore, describeStore } from '../contracts/store-contract.ts';

const file: StoreBench = {
  dialect: 'sqlite',
  readsBesideWriter: true,
  createDatabase: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-store-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return `sqlite:${join(folder, 'made', 'on the way', 'lectern.db')}`;
  },
};
const memory: StoreBench = {
  dialect: 'sqlite',
  readsBesideWriter: false,
  createDatabase: async () => 'sqlite::memory:',
};

describe('SQLite in a file', () => {
  describeStore(file);
  describeSharedStore(file);
});
describe('SQLite in memory', () => describeStore(memory));
