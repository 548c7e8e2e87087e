import { availableParallelism } from 'node:os'
import type { UtcInstant } from '@yagura/formats'
import { parseInstant, parseNumber } from './arguments.ts'
import { WrongUseError } from './errors.ts'

/** What every command that screens is told, parsed. */
export type ScreeningArguments = {
  readonly startUtc: UtcInstant
  readonly durationS: number
  readonly thresholdKm: number
  readonly threadCount: number
}

const secondsPerDay = 86_400
const longestDays = 3660
const farthestKm = 1000
const mostThreads = 256

/**
 * Parses the options that say what to screen, and on how many threads: as many as the machine has processors where not said.
 *
 * @throws WrongUseError where one cannot be read or lies outside what can be screened.
 */
export function parseScreeningArguments(options: {
  readonly start: string
  readonly days: string
  readonly withinKm: string
  readonly workers?: string
}): ScreeningArguments {
  return {
    startUtc: parseInstant('--start', options.start),
    durationS: parseAboveZero('--days', options.days, longestDays) * secondsPerDay,
    thresholdKm: parseAboveZero('--within-km', options.withinKm, farthestKm),
    threadCount: parseThreads(options.workers),
  }
}

function parseAboveZero(option: string, text: string, high: number): number {
  const value = parseNumber(option, text, { low: 0, high })
  if (value === 0) throw new WrongUseError(option, 'must be above 0')
  return value
}

function parseThreads(text: string | undefined): number {
  if (text === undefined) return availableParallelism()
  const threads = parseNumber('--workers', text, { low: 1, high: mostThreads })
  if (!Number.isInteger(threads)) throw new WrongUseError('--workers', `"${text}" is not a whole number`)
  return threads
}
