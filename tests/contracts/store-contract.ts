import { describe } from 'vitest';
import type { StoreBench } from './store-bench.ts';
import { describeBulk } from './store-bulk.ts';
import { describeClaims } from './store-claims.ts';
import { describeInstances } from './store-instances.ts';
import { describeLanes } from './store-lanes.ts';
import { describeOutbox } from './store-outbox.ts';
import { describeRecords } from './store-records.ts';
import { describeReplicas } from './store-replicas.ts';
import { describeReviews } from './store-reviews.ts';
import { describeSearch } from './store-search.ts';
import { describeSeminars } from './store-seminars.ts';
import { describeStanding } from './store-standing.ts';
import { describeTransactions } from './store-transactions.ts';

/** What every store must do, on one instance. */
export function describeStore(bench: StoreBench): void {
  describe('seminars', () => describeSeminars(bench));
  describe('many at once', () => describeBulk(bench));
  describe('search', () => describeSearch(bench));
  describe('outbox', () => describeOutbox(bench));
  describe('claims', () => describeClaims(bench));
  describe('posts, directory, people, sources, board', () => describeRecords(bench));
  describe('what stands', () => describeStanding(bench));
  describe('readings and reviews', () => describeReviews(bench));
  describe('lanes', () => describeLanes(bench));
  describe('transactions', () => describeTransactions(bench));
}

/** What every store must do that several instances, or one after another, can open. */
export function describeSharedStore(bench: StoreBench): void {
  describe('several instances', () => describeInstances(bench));
  describe('replicas', () => describeReplicas(bench));
}
