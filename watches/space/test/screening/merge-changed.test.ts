import type { ElementSet } from '@yagura/formats'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { type Catalogue, createCatalogue } from '../../src/catalogue/catalogue.ts'
import { changedIds } from '../../src/catalogue/changed-ids.ts'
import { mergeChanged } from '../../src/screening/merge-changed.ts'
import { planScreening } from '../../src/screening/plan-screening.ts'
import { screenAll } from './in-process-screening.ts'
import { everyNth, request, simulated } from './requests.ts'

/** Of every forty objects, one moves, one goes and one comes. */
function changesOf(catalogue: Catalogue): { readonly before: Catalogue; readonly after: Catalogue } {
  const sets = [...catalogue.histories.values()].flatMap((history) => history.slice(-1))
  const moved = (set: ElementSet): ElementSet => ({ ...set, meanAnomalyDeg: (set.meanAnomalyDeg + 1) % 360 })
  return {
    before: createCatalogue(sets.filter((_, i) => i % 40 !== 2)),
    after: createCatalogue(sets.filter((_, i) => i % 40 !== 1).map((set, i) => (i % 39 === 0 ? moved(set) : set))),
  }
}

async function expectEqualResults(catalogue: Catalogue, thresholdKm: number): Promise<void> {
  const { before, after } = changesOf(catalogue)
  const changed = new Set(changedIds(before, after))
  const primaries = new Set([...changed].filter((id) => after.histories.has(id)))
  expect(changed.size).toBeGreaterThan(primaries.size)
  const earlier = await screenAll(planScreening(before, request({ thresholdKm })))
  const fresh = await screenAll(planScreening(after, request({ thresholdKm, primaries })))
  const again = await screenAll(planScreening(after, request({ thresholdKm })))
  const merged = mergeChanged(changed, earlier, fresh)
  expect(fresh.length).toBeGreaterThan(10)
  expect(again).not.toEqual(earlier)
  expect(merged).toEqual(again)
}

test('screening what has changed and merging it gives what a whole re-screening gives', () =>
  expectEqualResults(simulated(2000), 40))

const realCatalogue = sharedData('space/catalogue/spacetrack_20240705.3le')

test.skipIf(realCatalogue === undefined)('so it does on real element sets', () =>
  expectEqualResults(createCatalogue(everyNth(realCatalogue ?? '', 9)), 30),
)

test('nothing changed leaves the earlier result as it is', async () => {
  const rows = await screenAll(planScreening(simulated(600), request({ thresholdKm: 60 })))
  expect(rows.length).toBeGreaterThan(10)
  expect(mergeChanged(new Set(), rows, [])).toEqual(rows)
})
