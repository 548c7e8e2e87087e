import type { UtcInstant } from '@yagura/formats'
import { elapsedS } from '@yagura/kernels'
import { type Catalogue, type CloseApproach, mergeChanged, screenableSets } from '@yagura/space'
import { parseIds } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import type { Problems } from './problems.ts'
import { readCloseApproaches } from './read-close-approaches.ts'

/** The result of an earlier screening of the same interval and distance, and the objects that have changed since. */
export type EarlierScreening = {
  readonly approaches: readonly CloseApproach[]
  /** Catalogue numbers whose element sets are new, or that are gone. */
  readonly changed: ReadonlySet<number>
}

type Interval = { readonly startUtc: UtcInstant; readonly durationS: number; readonly thresholdKm: number }

/** Rows print times to the microsecond. */
const printedS = 1e-6

/**
 * Reads what `--previous` and `--changed` name.
 *
 * @returns Undefined where neither was given.
 * @throws WrongUseError where only one was, or the rows cannot be those of such a screening.
 */
export async function readEarlierScreening(
  options: { readonly previous?: string; readonly changed?: string; readonly primary?: string },
  interval: Interval,
  context: CommandContext,
  problems: Problems,
): Promise<EarlierScreening | undefined> {
  const { previous, changed, primary } = options
  if (previous === undefined && changed === undefined) return undefined
  if (previous === undefined || changed === undefined) {
    throw new WrongUseError('--previous, --changed', 'belong together')
  }
  if (primary !== undefined) throw new WrongUseError('--primary', 'cannot be given together with --changed')
  const ids = new Set(parseIds('--changed', changed))
  const approaches = await readCloseApproaches(previous, context, problems)
  for (const approach of approaches) refuseOther(previous, approach, interval)
  return { approaches, changed: ids }
}

/** Those of the changed objects that can be screened still; the others only lose their approaches. */
export function changedPrimaries(
  { changed }: EarlierScreening,
  catalogue: Catalogue,
  startUtc: UtcInstant,
  maxAgeDays: number,
): ReadonlySet<number> {
  const { usable } = screenableSets(catalogue, startUtc, maxAgeDays)
  return new Set(usable.map(({ id }) => id).filter((id) => changed.has(id)))
}

/** The earlier result brought up to date: waits for the whole screening of the changed objects, then gives all rows. */
export async function* bringUpToDate(
  { approaches, changed }: EarlierScreening,
  fresh: AsyncIterable<readonly CloseApproach[]>,
): AsyncGenerator<readonly CloseApproach[]> {
  const found: CloseApproach[] = []
  for await (const block of fresh) found.push(...block)
  yield mergeChanged(changed, approaches, found)
}

function refuseOther(file: string, { id1, id2, tcaUtc, missKm }: CloseApproach, interval: Interval): void {
  const atS = elapsedS(interval.startUtc, tcaUtc)
  const isInside = atS >= -printedS && atS <= interval.durationS + printedS
  if (isInside && missKm <= interval.thresholdKm) return
  throw new WrongUseError(
    '--previous',
    `${file} has an approach of ${id1} and ${id2} ${isInside ? 'beyond this distance' : 'outside this interval'}; ` +
      'the earlier screening must have had the same --start, --days and --within-km',
  )
}
