import { type ElementSet, formatUtc, type UtcInstant } from '@yagura/formats'
import {
  type Catalogue,
  createCatalogue,
  daysBetween,
  describeObject,
  judgeElementSet,
  objectName,
  orbitalRegime,
  orbitFacts,
  type SatcatEntry,
} from '@yagura/space'
import { parseInstant, parseNumber, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { createProblems, type Problems } from './problems.ts'
import { readElementSets } from './read-element-sets.ts'
import { readSatcat } from './read-satcat.ts'
import { type Cell, createTable, tableFormats } from './table.ts'

/** Options of `yagura space catalogue` as typed. */
export type CatalogueOptions = {
  readonly satcat?: string
  readonly at?: string
  readonly maxAgeDays: string
  readonly format: string
}

const columns = [
  ...['id', 'name', 'designator', 'type', 'type_basis', 'owner', 'owner_basis', 'regime', 'epoch', 'age_days'],
  ...['period_min', 'perigee_km', 'apogee_km', 'inclination_deg', 'element_sets', 'usable', 'findings'],
]
/** Publishers predict epochs to the next node or the next day; more than that ahead is worth a word. */
const maxFutureDays = 1

/**
 * `yagura space catalogue`: one row per object of the files taken together, by its newest element set.
 *
 * @param files - Paths, or `-`.
 * @returns The exit code.
 */
export async function catalogue(
  files: readonly string[],
  options: CatalogueOptions,
  context: CommandContext,
): Promise<number> {
  const { output, messages } = context
  const atUtc = options.at === undefined ? undefined : parseInstant('--at', options.at)
  const maxAgeDays = parseNumber('--max-age-days', options.maxAgeDays, { low: 0 })
  const printRow = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const problems = createProblems(messages)
  const satcat = await readSatcat(options.satcat, context, problems)
  const objects = await readCatalogue(files, context, problems)
  let notUsable = 0
  for (const [id, history] of objects.histories) {
    const newest = history.at(-1)
    if (newest === undefined) continue
    const judgement = judge(newest, atUtc, maxAgeDays)
    if (judgement.usable === 'no') notUsable += 1
    const identity = identityCells(id, newest, objectName(objects, id), satcat.get(id))
    printRow([
      ...identity,
      ...orbitCells(newest, judgement.hasOrbit),
      history.length,
      judgement.usable,
      judgement.codes,
    ])
    await output.drain()
  }
  await output.end()
  problems.end()
  messages.say(`${objects.histories.size} objects, ${notUsable} of them not usable (see column findings)`)
  return problems.count() === 0 ? exitCodes.done : exitCodes.badInput

  function orbitCells(set: ElementSet, hasOrbit: boolean): readonly Cell[] {
    const facts = hasOrbit ? orbitFacts(set) : undefined
    return [
      facts && orbitalRegime(facts, set.inclinationDeg),
      formatUtc(set.epochUtc),
      atUtc && daysBetween(set.epochUtc, atUtc),
      facts?.periodMin,
      facts?.perigeeAltitudeKm,
      facts?.apogeeAltitudeKm,
      set.inclinationDeg,
    ]
  }
}

/**
 * Reads several files as one catalogue.
 *
 * @param files - Paths, or `-`.
 * @throws MixedAuthoritiesError and SimulatedMixedWithRealError where the files do not belong together.
 */
export async function readCatalogue(
  files: readonly string[],
  context: CommandContext,
  problems: Problems,
): Promise<Catalogue> {
  const elementSets: ElementSet[] = []
  for (const file of files) {
    for await (const elementSet of readElementSets(file, context, problems)) elementSets.push(elementSet)
  }
  return createCatalogue(elementSets)
}

function identityCells(
  id: number,
  { internationalDesignator }: ElementSet,
  name: string | undefined,
  entry: SatcatEntry | undefined,
): readonly Cell[] {
  const { objectType, owner } = describeObject(name, entry)
  return [
    id,
    name ?? entry?.name,
    internationalDesignator ?? entry?.internationalDesignator,
    objectType.basis === 'unknown' ? undefined : objectType.value,
    objectType.basis,
    owner.basis === 'unknown' ? undefined : owner.value,
    owner.basis,
  ]
}

/** Without an instant of use there is no age, so a set is judged at its own epoch. */
function judge(
  set: ElementSet,
  atUtc: UtcInstant | undefined,
  maxAgeDays: number,
): {
  readonly usable: 'yes' | 'flagged' | 'no'
  readonly hasOrbit: boolean
  readonly codes: readonly string[]
} {
  const findings = judgeElementSet(set, atUtc ?? set.epochUtc, { maxAgeDays, maxFutureDays })
  const isExcluded = findings.some(({ verdict }) => verdict === 'exclude')
  const hasOrbit = set.meanMotionRevPerDay > 0 && set.eccentricity >= 0 && set.eccentricity < 1
  return {
    usable: isExcluded ? 'no' : findings.length > 0 ? 'flagged' : 'yes',
    hasOrbit,
    codes: findings.map(({ code }) => code),
  }
}
