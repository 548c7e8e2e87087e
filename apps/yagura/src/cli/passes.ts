import { formatUtc, type UtcInstant } from '@yagura/formats'
import { elapsedS } from '@yagura/kernels'
import { type Catalogue, currentElementSet, findPasses, type Pass, type PassSearch } from '@yagura/space'
import { parseIds, parseInstant, parseNumber, parseWord } from './arguments.ts'
import { readCatalogue } from './catalogue.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { createObjectPropagator } from './object-propagator.ts'
import { createProblems, type Problems } from './problems.ts'
import { readOrientation } from './read-earth-orientation.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura space passes` as typed. */
export type PassesOptions = {
  readonly id: string
  readonly lat: string
  readonly lon: string
  readonly altM: string
  readonly start: string
  readonly days: string
  readonly minElevationDeg: string
  readonly eop?: string
  readonly format: string
}

const columns = ['rise', 'culmination', 'set', 'max_elevation_deg', 'azimuths', 'lit']
const degPerRad = 180 / Math.PI

/**
 * `yagura space passes`: when an object stands above a place's horizon.
 *
 * @param file - A path, or `-`.
 * @returns The exit code.
 */
export async function passes(file: string, options: PassesOptions, context: CommandContext): Promise<number> {
  const { output, messages } = context
  const [id, ...moreIds] = parseIds('--id', options.id)
  if (id === undefined || moreIds.length > 0) throw new WrongUseError('--id', 'give one catalogue number')
  const search = parseSearch(options)
  const printRow = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const problems = createProblems(messages)
  const orientationAt = await readOrientation(options.eop, context, problems)
  const stateAt = createStateAt(await readCatalogue([file], context, problems), id, problems)
  if (stateAt !== undefined) {
    const { passes: found, failsFromUtc } = findPasses({ ...search, stateAt, orientationAt })
    for (const pass of found) printRow(cellsOf(pass))
    for (const line of cutPasses(found)) messages.say(line)
    if (failsFromUtc !== undefined)
      messages.say(`note: SGP4 fails from ${formatUtc(failsFromUtc)} on; no pass is known after it`)
  } else messages.say(`${file} has no element set of ${id} that SGP4 can use`)
  await output.end()
  problems.end()
  return problems.count() === 0 && stateAt !== undefined ? exitCodes.done : exitCodes.badInput
}

function parseSearch(options: PassesOptions): Omit<PassSearch, 'stateAt'> {
  return {
    site: {
      latitudeRad: parseNumber('--lat', options.lat, { low: -90, high: 90 }) / degPerRad,
      longitudeRad: parseNumber('--lon', options.lon, { low: -180, high: 360 }) / degPerRad,
      altitudeKm: parseNumber('--alt-m', options.altM, { low: -1000, high: 100_000 }) / 1000,
    },
    startUtc: parseInstant('--start', options.start),
    durationS: parseNumber('--days', options.days, { low: 0, high: 3660 }) * 86_400,
    minElevationRad: parseNumber('--min-elevation-deg', options.minElevationDeg, { low: -90, high: 90 }) / degPerRad,
  }
}

/** States by the object's newest element set; absent where there is none that SGP4 may propagate. */
function createStateAt(objects: Catalogue, id: number, problems: Problems): PassSearch['stateAt'] | undefined {
  const elementSet = currentElementSet(objects, id)
  if (elementSet === undefined) return undefined
  const propagate = createObjectPropagator(elementSet, 'improved')
  if (typeof propagate !== 'function') {
    problems.report(propagate)
    return undefined
  }
  const state = new Float64Array(6)
  const temeState = { positionTemeKm: state.subarray(0, 3), velocityTemeKmPerS: state.subarray(3, 6) }
  return (utc: UtcInstant) => {
    const error = propagate(elapsedS(elementSet.epochUtc, utc) / 60, state)
    return error === 0 ? temeState : undefined
  }
}

function cellsOf({ rise, culmination, set, isLit }: Pass): Parameters<ReturnType<typeof createTable>>[0] {
  return [
    ...[rise, culmination, set].map(({ utc }) => formatUtc(utc)),
    culmination.elevationRad * degPerRad,
    [rise, culmination, set].map(({ azimuthRad }) => azimuthRad * degPerRad),
    isLit,
  ]
}

function cutPasses(found: readonly Pass[]): readonly string[] {
  return [
    ...(found.at(0)?.isUpAtStart === true
      ? ['note: the first pass began before the search; its rise is the start']
      : []),
    ...(found.at(-1)?.isUpAtEnd === true ? ['note: the last pass goes on after the search; its set is the end'] : []),
  ]
}
