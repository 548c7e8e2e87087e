import type { ArchiveRow, Store } from '@yagura/core'
import type { SatcatEntry } from '@yagura/space'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { createBreather } from '../in-slices.ts'

/** Collection of the archive that holds the SATCAT as it was last changed, some thousand entries a row. */
export const SATCAT = 'satcat'

const ENTRIES_PER_ROW = 1000

const entries = Compile(
  Type.Array(
    Type.Object({
      id: Type.Integer(),
      name: Type.Optional(Type.String()),
      internationalDesignator: Type.Optional(Type.String()),
      objectType: Type.Optional(
        Type.Union([Type.Literal('payload'), Type.Literal('rocket-body'), Type.Literal('debris')]),
      ),
      operationalStatus: Type.Optional(Type.String()),
      owner: Type.Optional(Type.String()),
      launchDate: Type.Optional(Type.String()),
      decayDate: Type.Optional(Type.String()),
      radarCrossSectionM2: Type.Optional(Type.Number()),
    }),
  ),
)

/**
 * Writes a whole SATCAT under a name of its own, without touching the one before; the caller then names it as the present
 * one in the commit that lets go of the others.
 *
 * @param edition - Prefix of the keys.
 */
export async function writeSatcat(
  store: Store,
  edition: string,
  atMs: number,
  satcat: ReadonlyMap<number, SatcatEntry>,
): Promise<void> {
  const all = [...satcat.values()]
  const breathe = createBreather()
  const encoder = new TextEncoder()
  const archive: ArchiveRow[] = []
  for (let at = 0; at < all.length; at += ENTRIES_PER_ROW) {
    const body = encoder.encode(JSON.stringify(all.slice(at, at + ENTRIES_PER_ROW)))
    archive.push({ collection: SATCAT, key: `${edition}/${String(at).padStart(9, '0')}`, atMs, body })
    await breathe()
  }
  await store.commit({ archive })
}

/** Reads an edition back. Yields between rows. */
export function* readSatcatEdition(store: Store, edition: string): Generator<void, ReadonlyMap<number, SatcatEntry>> {
  const satcat = new Map<number, SatcatEntry>()
  const decoder = new TextDecoder()
  for (const { body } of store.readArchive(SATCAT, `${edition}/`)) {
    const value: unknown = JSON.parse(decoder.decode(body))
    if (!entries.Check(value)) continue
    for (const entry of value) satcat.set(entry.id, completed(entry))
    yield
  }
  return satcat
}

/** Whether two entries state the same. */
export function sameEntry(first: SatcatEntry | undefined, second: SatcatEntry): boolean {
  return first !== undefined && JSON.stringify(completed(first)) === JSON.stringify(completed(second))
}

/** An entry with every member named, in one order, absent or not. */
function completed(entry: Partial<SatcatEntry> & { readonly id: number }): SatcatEntry {
  const { id, name, internationalDesignator, objectType, operationalStatus, owner } = entry
  const { launchDate, decayDate, radarCrossSectionM2 } = entry
  return {
    ...{ id, name, internationalDesignator, objectType, operationalStatus, owner },
    ...{ launchDate, decayDate, radarCrossSectionM2 },
  }
}
