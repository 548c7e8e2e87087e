import { createHash } from 'node:crypto'
import { type Marking, shippedPolicies } from '@yagura/record'
import type { SeededRandom } from '@yagura/testkit'
import type { PartnerClearance } from '../../../src/api/contract/partners.ts'

/** A record that can be known again wherever it comes out. */
export type Canary = { readonly index: number; readonly mark: Marking; readonly blob: string; id: string }

const policies = shippedPolicies()
const all = [...policies.keys()].sort()

/** Partners of the node JPN, each cleared otherwise. */
export const clearances: Readonly<Record<string, PartnerClearance>> = {
  AUS: { policies: all, level: { pol: 'AU', lvl: 3 }, compartments: ['HOSHI'] },
  GBR: { policies: all, level: { pol: 'NATO', lvl: 1 }, compartments: [] },
  IND: { policies: ['IN', 'JP', 'TLP'], level: { pol: 'IN', lvl: 2 }, compartments: [] },
  KOR: { policies: ['KR', 'TLP'], level: null, compartments: ['HOSHI'] },
  USA: { policies: all, level: { pol: 'JP', lvl: 4 }, compartments: ['HOSHI', 'TSUKI'] },
}

function some<Item>(random: SeededRandom, items: readonly Item[], oneIn: number): readonly Item[] {
  return items.filter(() => random.integer(1, oneIn) === 1)
}

/** A marking of one of the shipped policies; the author's nation is nearly always among its readers. */
export function randomMarking(random: SeededRandom): Marking {
  const policy = policies.get(all[random.integer(0, all.length - 1)] ?? '')
  if (policy === undefined) throw new TypeError('no policy')
  const grades = Object.keys(clearances).flatMap((nation) => {
    const grade = random.integer(0, 2)
    return grade === 0 ? [] : [[nation, grade] as const]
  })
  const own = random.integer(0, 19) === 0 ? [] : [['JPN', 2] as const]
  const ctl = some(random, Object.keys(policy.controls).sort(), 12)
  const comp = some(random, ['HOSHI', 'TSUKI'], 6)
  const tlp = (['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const)[random.integer(0, 9)]
  const mode = (['EXERCISE', 'TEST', 'SIMULATED'] as const)[random.integer(0, 29)] ?? 'REAL'
  const marking = {
    ...{ pol: policy.id, lvl: Math.max(0, random.integer(-4, policy.levels.length - 1)), mode },
    aud: Object.fromEntries([...grades, ...own].sort(([one], [other]) => (one < other ? -1 : 1))),
    ...(ctl.length === 0 ? {} : { ctl: [...ctl] }),
    ...(comp.length === 0 ? {} : { comp: [...comp] }),
    ...(tlp === undefined ? {} : { tlp }),
  }
  return marking as Marking
}

/** @returns 64 hex digits that stand nowhere else. */
export function blobOf(index: number): string {
  return createHash('sha256').update(`canary ${index}`).digest('hex')
}

/**
 * What a nation must not get by the words of the specification alone; it shares nothing with `mayLeave`.
 *
 * @param grade - 2 for what leaves this node, 1 for what is shown on it.
 */
export function isForbidden({ mark }: Canary, nation: string, grade: 1 | 2): boolean {
  const {
    policies: handled,
    level,
    compartments,
  } = clearances[nation] ?? { policies: [], level: null, compartments: [] }
  const given = mark.aud?.[nation as keyof typeof mark.aud] ?? 0
  if (given < grade || !handled.includes(mark.pol)) return true
  if (mark.lvl > 0 && level === null) return true
  if (level !== null && level.pol === mark.pol && mark.lvl > level.lvl) return true
  if (mark.tlp === 'RED' && grade === 2) return true
  if (mark.mode === 'SIMULATED') return true
  const isKeptOut = (mark.ctl ?? []).some((name) =>
    [...policies.values()].some((policy) => policy.controls[name]?.nations?.includes(nation) === false),
  )
  return isKeptOut || (mark.comp ?? []).some((name) => !compartments.includes(name))
}

/** Finds canaries in whatever comes out, by what they say and by the SHA-256 of their bodies. */
export function canaryFinder(canaries: readonly Canary[]): (bytes: Uint8Array | string) => ReadonlySet<Canary> {
  const known = new Map(canaries.flatMap((canary) => [[canary.blob, canary] as const, [canary.id, canary] as const]))
  return (bytes) => {
    const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1')
    const found = new Set<Canary>()
    for (const [run] of text.matchAll(/[0-9a-f]{64,}/g)) {
      for (let at = 0; at + 64 <= run.length; at += 1) {
        const canary = known.get(run.slice(at, at + 64))
        if (canary !== undefined) found.add(canary)
      }
    }
    return found
  }
}
