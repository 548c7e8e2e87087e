import { type ElementSet, formatUtc, type UtcInstant } from '@yagura/formats'
import { addSeconds, elapsedS } from '@yagura/kernels'
import { countSteps, parseInstant, parseNumber, parseNumbers } from './arguments.ts'
import { WrongUseError } from './errors.ts'

/** One time at which an object's state is asked for. */
export type ObjectTime = {
  readonly utc: UtcInstant
  /** The same instant in ISO 8601, to the microsecond. */
  readonly text: string
  /** Minutes since the object's own epoch. */
  readonly minutes: number
}

/** The times asked for, for one object, in the order asked. */
export type TimesOf = (elementSet: ElementSet) => Iterable<ObjectTime>

/** The options that say at which times; one of the three ways is used. */
export type TimeOptions = {
  readonly minutes?: string
  readonly at?: string
  readonly start?: string
  readonly stop?: string
  readonly step?: string
}

/**
 * Reads the options that say at which times states are wanted.
 *
 * @throws WrongUseError where none, or more than one of the three ways is used, or a value cannot be read.
 */
export function parseTimes({ minutes, at, start, stop, step }: TimeOptions): TimesOf {
  const hasRange = start !== undefined || stop !== undefined || step !== undefined
  if ([minutes !== undefined, at !== undefined, hasRange].filter(Boolean).length !== 1) {
    throw new WrongUseError('times', 'give one of --minutes, --at, or --start with --stop and --step')
  }
  if (minutes !== undefined) return sinceEpoch(parseNumbers('--minutes', minutes))
  if (at !== undefined) return atInstants(at.split(',').map((text) => parseInstant('--at', text)))
  if (start === undefined || stop === undefined || step === undefined) {
    throw new WrongUseError('times', '--start, --stop and --step belong together')
  }
  return atInstants(instantsBetween(parseInstant('--start', start), parseInstant('--stop', stop), step))
}

function instantsBetween(start: UtcInstant, stop: UtcInstant, stepText: string): readonly UtcInstant[] {
  const stepS = parseNumber('--step', stepText)
  const steps = countSteps('--step', elapsedS(start, stop), stepS)
  return Array.from({ length: steps + 1 }, (_, index) => addSeconds(start, index * stepS))
}

function sinceEpoch(allMinutes: readonly number[]): TimesOf {
  return function* timesOf({ epochUtc }) {
    for (const minutes of allMinutes) {
      const utc = addSeconds(epochUtc, minutes * 60)
      yield { utc, text: formatUtc(utc), minutes }
    }
  }
}

function atInstants(instants: readonly UtcInstant[]): TimesOf {
  const texts = instants.map((utc) => formatUtc(utc))
  return function* timesOf({ epochUtc }) {
    for (const [index, utc] of instants.entries()) {
      yield { utc, text: texts[index] ?? formatUtc(utc), minutes: elapsedS(epochUtc, utc) / 60 }
    }
  }
}
