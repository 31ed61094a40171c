import type { SeminarId, SourceId } from '../../domain/ids.ts';
import { type MergeDefaults, type MergedFields, mergeClaims } from '../../domain/merge.ts';
import type { Reading } from '../../domain/review.ts';
import type { Claim, Publication, SeminarFields } from '../../domain/seminar.ts';
import type { StoreReader } from '../../ports/store.ts';
import { orderClaims } from '../sync/order-claims.ts';
import { disputesOf, holdBack } from './disputes.ts';
import { newsOf } from './news.ts';

/** All that is said of one seminar: what was accepted, what waits, what organisers changed by hand. */
export interface Layers {
  /** With what was accepted; nothing, where nothing was yet. */
  readonly claims: readonly Claim[];
  /** The newest first. */
  readonly readings: readonly Reading[];
  readonly patch: SeminarFields;
}

/** In which order sources count, and what completes them. */
export interface MergeSetting {
  readonly sources: readonly SourceId[];
  readonly defaults: MergeDefaults;
}

export async function loadLayers(
  tx: Pick<StoreReader, 'seminars' | 'readings'>,
  seminar: SeminarId,
): Promise<Layers> {
  return (await loadManyLayers(tx, [seminar]))(seminar);
}

/** Of many at once, in three questions. */
export async function loadManyLayers(
  tx: Pick<StoreReader, 'seminars' | 'readings'>,
  seminars: readonly SeminarId[],
): Promise<(seminar: SeminarId) => Layers> {
  const claims = await tx.seminars.claimsOfMany(seminars);
  const patches = await tx.seminars.patchesOf(seminars);
  const readings = Map.groupBy(await tx.readings.ofSeminars(seminars), ({ seminar }) => seminar);
  return (seminar) => ({
    claims: claims.get(seminar) ?? [],
    patch: patches.get(seminar) ?? {},
    readings: readings.get(seminar) ?? [],
  });
}

/** What readers may know: nothing that waits for a word is in it. */
export function mergeAccepted(layers: Layers, { sources, defaults }: MergeSetting): MergedFields {
  return mergeClaims(
    orderClaims(standingClaims(layers), sources).map(({ fields }) => fields),
    layers.patch,
    defaults,
  );
}

/**
 * What somebody's word has published is not changed by its text being taken away: that would be a word of its own. Where
 * what was changed by hand is not any more, nothing of a record that counts by itself is held back for it.
 */
function standingClaims({ claims, readings, patch }: Layers): readonly Claim[] {
  if (readings.length === 0) return claims;
  return claims.map((claim) => {
    const reading = readings.find((candidate) => isOf(candidate, claim));
    if (!reading) return claim;
    const { goneSince, ...standing } = reading.direct ? countingClaim(claim, reading, patch) : claim;
    return goneSince !== undefined && reading.byWord !== true ? { ...standing, goneSince } : standing;
  });
}

function countingClaim(claim: Claim, { fields }: Reading, patch: SeminarFields): Claim {
  return { ...claim, fields: holdBack(fields, claim.fields, disputesOf(fields, claim.fields, patch)) };
}

/**
 * The seminar as it would be with everything that waits: each record in its newest version, in the order of the sources;
 * above that and above the patch whatever a later word says anew, the latest first; `word`, what a person says just now,
 * above all.
 */
export function mergeProposed(
  layers: Layers,
  setting: MergeSetting,
  taken: (reading: Reading) => boolean,
  word: SeminarFields = {},
): MergedFields {
  const versions = layers.readings.filter(taken);
  const newest = layers.claims.map((claim) => {
    const version = versions.find((reading) => isOf(reading, claim) && reading.relation !== 'update');
    return version ? { ...claim, fields: version.fields } : claim;
  });
  const base = mergeAccepted({ ...layers, claims: newest }, setting);
  const news = versions.flatMap((version) => {
    const claim = layers.claims.find((candidate) => isOf(version, candidate));
    const said = newsOf(version, claim?.fields ?? {}, layers.patch, base);
    return Object.keys(said).length > 0 ? [said] : [];
  });
  const standing = standingClaims({ ...layers, claims: newest });
  const ordered = orderClaims(standing, setting.sources).map(({ fields }) => fields);
  return mergeClaims([...news, layers.patch, ...ordered], word, setting.defaults);
}

/**
 * What a proposal takes in. Of a draft, too, what it came of: dismissed, it still is what the draft is about, and what is
 * published if somebody thinks better of it; but nothing against what organisers have changed in it by hand.
 */
export function takenIn(publication: Publication): (reading: Reading) => boolean {
  const isDraft = publication === 'draft';
  return ({ state, relation, direct }) =>
    (state === 'waiting' && !(isDraft && direct)) ||
    (isDraft && relation === 'own' && state === 'dismissed' && !direct);
}

export function isWaiting({ state }: Reading): boolean {
  return state === 'waiting';
}

export function isOf(reading: Reading, claim: Claim): boolean {
  return reading.source === claim.source && reading.uid === claim.uid;
}
