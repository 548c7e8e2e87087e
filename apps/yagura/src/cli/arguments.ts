import { parseUtc, type UtcInstant } from '@yagura/formats'
import { WrongUseError } from './errors.ts'

const longestRange = 2_000_000
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

type Bounds = { readonly low?: number; readonly high?: number }

/**
 * A number as a person types it.
 *
 * @param option - The option's name, for the message: `--lat`.
 * @param bounds - Least and greatest value that are accepted.
 * @throws WrongUseError where it is no decimal number or lies outside.
 */
export function parseNumber(option: string, text: string, bounds: Bounds = {}): number {
  const { low = -Infinity, high = Infinity } = bounds
  const value = decimal.test(text.trim()) ? Number(text) : Number.NaN
  if (Number.isFinite(value) && value >= low && value <= high) return value
  const limits = `${low > -Infinity ? ` from ${low}` : ''}${high < Infinity ? ` to ${high}` : ''}`
  throw new WrongUseError(option, `"${text}" is not a number${limits}`)
}

/**
 * Numbers as a list `M[,M…]` or as a range `START:STOP:STEP`; a range includes STOP where a step falls on it.
 *
 * @param option - The option's name, for the message.
 * @throws WrongUseError where the text is neither.
 */
export function parseNumbers(option: string, text: string): readonly number[] {
  const range = text.split(':')
  if (range.length === 1) return text.split(',').map((part) => parseNumber(option, part))
  const [start, stop, step] = range.map((part) => parseNumber(option, part))
  if (start === undefined || stop === undefined || step === undefined || range.length > 3) {
    throw new WrongUseError(option, `"${text}" is not START:STOP:STEP or M[,M…]`)
  }
  const steps = countSteps(option, stop - start, step)
  return Array.from({ length: steps + 1 }, (_, index) => start + index * step)
}

/**
 * How many steps fit into a span.
 *
 * @param option - The option's name, for the message.
 * @param span - From the first to the last value, in the unit of `step`.
 * @throws WrongUseError where the step does not lead from one end to the other, or too many would fit.
 */
export function countSteps(option: string, span: number, step: number): number {
  // A tenth, repeated, misses its end by rounding: a billionth of a step is still that end.
  const steps = Math.floor(span / step + 1e-9)
  if (step === 0 || !(steps >= 0)) throw new WrongUseError(option, `a step of ${step} does not lead from start to stop`)
  if (steps >= longestRange)
    throw new WrongUseError(option, `${steps + 1} values; at most ${longestRange} are accepted`)
  return steps
}

/**
 * A UTC instant in ISO 8601.
 *
 * @param option - The option's name, for the message.
 * @throws WrongUseError where the text is not one.
 */
export function parseInstant(option: string, text: string): UtcInstant {
  const instant = parseUtc(text)
  if (instant !== undefined) return instant
  throw new WrongUseError(option, `"${text}" is not a UTC instant in ISO 8601, such as 2024-07-05T00:00:00Z`)
}

/**
 * Catalogue numbers `ID[,ID…]`.
 *
 * @param option - The option's name, for the message.
 * @throws WrongUseError where one is not a positive integer of up to nine digits.
 */
export function parseIds(option: string, text: string): readonly number[] {
  return text.split(',').map((part) => {
    const id = /^\d{1,9}$/.test(part.trim()) ? Number(part) : 0
    if (id > 0) return id
    throw new WrongUseError(option, `"${part}" is not a catalogue number (1 to 999999999)`)
  })
}

/**
 * One word of a closed list.
 *
 * @param option - The option's name, for the message.
 * @param words - The words that are accepted.
 * @throws WrongUseError where the text is none of them.
 */
export function parseWord<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === text)
  if (word !== undefined) return word
  throw new WrongUseError(option, `"${text}" is not one of ${words.join(', ')}`)
}
