import { isSame, type MergedFields } from '../../../domain/merge.ts';
import type { Reading } from '../../../domain/review.ts';
import type { SeminarFields, Venue } from '../../../domain/seminar.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { disputesOf, giveUp } from '../disputes.ts';
import { isOf, type Layers, type MergeSetting, mergeAccepted } from '../layers.ts';

/**
 * Takes over what was waiting: a record's newest version becomes what is accepted of it. A later word about a seminar
 * keeps nothing of its own: what it says stands in the patch, as what an organiser said; of what another source tells,
 * only what was seen is accepted. What its source took back is not taken over. Where a record counts by itself, the patch
 * gives way to it: from now on its source is believed without a word. Returns the layers as they are then; nothing of the
 * patch is written yet.
 */
export async function acceptReadings(
  tx: StoreWriter,
  layers: Layers,
  taken: (reading: Reading) => boolean,
  approved: MergedFields,
): Promise<Layers> {
  const claims = [...layers.claims];
  const readings: Reading[] = [];
  let { patch } = layers;
  for (const reading of layers.readings) {
    const at = claims.findIndex((claim) => isOf(reading, claim));
    const claim = claims[at];
    if (!claim || !taken(reading) || claim.goneSince !== undefined) {
      readings.push(reading);
      continue;
    }
    const accepted: Reading = { ...reading, state: 'accepted', ...(reading.direct ? {} : { byWord: true }) };
    await tx.readings.put(accepted);
    readings.push(accepted);
    if (reading.relation === 'update') continue;
    if (reading.direct) patch = giveUp(patch, disputesOf(reading.fields, claim.fields, layers.patch));
    const isWhole = reading.direct || reading.relation === 'own';
    const fields = isWhole ? reading.fields : seenOf(reading.fields, approved, layers.patch);
    claims[at] = { ...claim, fields };
    await tx.seminars.putClaim({ ...claim, fields });
  }
  return { patch, claims, readings };
}

/** What was hidden below the word of another source was not looked at, and must not come up when that one goes. */
function seenOf(fields: SeminarFields, approved: MergedFields, patch: SeminarFields): SeminarFields {
  const shown = new Map<string, unknown>(Object.entries(approved));
  const patched = new Set(Object.keys(patch));
  const seen = Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'venue') {
      const venue = seenVenue(fields.venue, approved.venue);
      return venue ? [[name, venue]] : [];
    }
    return patched.has(name) || isSame(value, shown.get(name)) ? [[name, value]] : [];
  });
  return Object.fromEntries(seen);
}

function seenVenue(said: Venue | undefined, shown: Venue): Venue | undefined {
  const { online, ...place } = said ?? {};
  const { online: session, ...where } = shown;
  const venue = {
    ...(isSame(place, where) ? place : {}),
    ...(online && isSame(online, session) ? { online } : {}),
  };
  return Object.keys(venue).length > 0 ? venue : undefined;
}

/**
 * The patch with which the claims come to what was approved: whatever they would not give by themselves is the
 * organiser's word from now on.
 */
export function patchFor(
  approved: MergedFields,
  layers: Layers,
  setting: MergeSetting,
  patch: SeminarFields,
): SeminarFields {
  const given = mergeAccepted({ ...layers, patch }, setting);
  const wanted = new Map<string, unknown>(Object.entries(approved));
  const words: [string, unknown][] = [];
  for (const [name, value] of wanted) {
    const before: unknown = Reflect.get(given, name);
    if (value === undefined || isSame(value, before)) continue;
    words.push([name, name === 'venue' ? venueWord(approved.venue, given.venue, patch.venue) : value]);
  }
  return { ...patch, ...Object.fromEntries(words) };
}

/** Place and session are merged apart: only the one that differs is said. */
function venueWord(approved: Venue, given: Venue, patched: Venue | undefined): Venue {
  const { online, ...place } = approved;
  const { online: givenOnline, ...givenPlace } = given;
  const { online: patchedOnline, ...patchedPlace } = patched ?? {};
  const session = isSame(online, givenOnline) ? patchedOnline : online;
  return {
    ...(isSame(place, givenPlace) ? patchedPlace : place),
    ...(session ? { online: session } : {}),
  };
}
