import type { FieldRow } from './fields.ts'

/** What was left out and is said by a text that leaves. */
export type StillSaid = {
  /** JSON pointer of the member that was left out. */
  readonly leftOut: string
  /** JSON pointer of the text. */
  readonly where: string
  /** The words of the text that say it. */
  readonly words: string
}

/** A shorter value is in many texts by chance. */
const FEWEST_CHARACTERS = 3
/** Numbers as texts write them, but for whole ones of one or two digits, which are in many texts by chance. */
const NUMBERS = /\d+(?:\.\d+)?e[+-]?\d+|\d+\.\d+|\d{3,}/gi

/** Whether the words of a number are a value to as many digits as they have. */
function isRounded(value: number, words: string): boolean {
  const [mantissa = '', exponent] = words.toLowerCase().split('e')
  const decimals = mantissa.split('.')[1]?.length ?? 0
  if (exponent === undefined) return Math.abs(value).toFixed(decimals) === mantissa
  return Number(Math.abs(value).toExponential(decimals)) === Number(words)
}

function wordsFor(value: unknown, text: string): string | undefined {
  if (typeof value === 'string') return value.length >= FEWEST_CHARACTERS && text.includes(value) ? value : undefined
  if (typeof value !== 'number') return undefined
  return [...text.matchAll(NUMBERS)].map(([words]) => words).find((words) => isRounded(value, words))
}

/**
 * Members that were left out and whose values a text that leaves still says: a distance in a title, a name in a reason. It finds
 * values as they are written or rounded, not what is said in other words.
 * @param rows - What leaves and what is left out, as `fieldRows` gives them.
 */
export function stillSaid(rows: readonly FieldRow[]): readonly StillSaid[] {
  const read = rows.flatMap(
    ({ pointer, value, leaves }): readonly { pointer: string; value: unknown; leaves: boolean }[] =>
      value === undefined ? [] : [{ pointer, value: JSON.parse(value), leaves }],
  )
  const texts = read.flatMap(({ pointer, value, leaves }) =>
    leaves && typeof value === 'string' ? [{ pointer, text: value }] : [],
  )
  return read.flatMap(({ pointer, value, leaves }) =>
    leaves
      ? []
      : texts.flatMap(({ pointer: where, text }) => {
          const words = wordsFor(value, text)
          return words === undefined ? [] : [{ leftOut: pointer, where, words }]
        }),
  )
}
