/** Rows of a run, as objects. */
export function rowsOf(ndjson: string): readonly Record<string, unknown>[] {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

/** A row of a screening, as typed values. */
export type ApproachRow = {
  readonly id1: number
  readonly id2: number
  readonly tca: string
  readonly miss_km: number
  readonly rel_speed_km_s: number
  readonly max_pc: number
  readonly dilution_km: number
}

/** Rows of a screening. */
export function approachesOf(ndjson: string): readonly ApproachRow[] {
  return rowsOf(ndjson) as unknown as readonly ApproachRow[]
}
