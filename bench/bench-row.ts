/** How a measurement stands against its bar. */
export type Verdict = 'met' | 'floor met' | 'missed' | '–'

/** A row of the table. */
export type BenchRow = {
  readonly claim: string
  readonly bar: string
  readonly floor: string
  readonly measured: string
  readonly verdict: Verdict
}

/** A value with the least (or most) that the bar and its floor want. */
export type Judged = { readonly value: number; readonly bar: number; readonly floor: number }

/** Verdict on values that must not be below their bars: the worst of them. */
export function atLeast(...values: readonly Judged[]): Verdict {
  if (values.every(({ value, bar }) => value >= bar)) return 'met'
  return values.every(({ value, floor }) => value >= floor) ? 'floor met' : 'missed'
}

/** Verdict on values that must not be above their bars: the worst of them. */
export function atMost(...values: readonly Judged[]): Verdict {
  return atLeast(...values.map(({ value, bar, floor }) => ({ value: -value, bar: -bar, floor: -floor })))
}

/** The rows as a Markdown table. */
export function tableOf(rows: readonly BenchRow[]): string {
  const lines = rows.map((row) => `| ${row.claim} | ${row.bar} | ${row.floor} | ${row.measured} | ${row.verdict} |`)
  return ['| claim | bar | floor | measured | verdict |', '|---|---|---|---|---|', ...lines].join('\n')
}

/** A number with so many significant digits, never in exponent form. */
export function digits(value: number, count = 3): string {
  return String(Number(value.toPrecision(count)))
}
