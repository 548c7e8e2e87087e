import type { UtcInstant } from '@yagura/formats'
import { type EarthOrientation, unobservedEarthOrientation } from '@yagura/kernels'
import { earthOrientationAt, readEarthOrientation } from '@yagura/space'
import type { CommandContext } from './context.ts'
import type { Problems } from './problems.ts'
import { displayName } from './read-file.ts'
import { readText } from './read-text.ts'

const mostCharacters = 50_000_000

/**
 * The Earth's orientation by time: from a file in CelesTrak's format where one is given, else without observations
 * (UT1 = UTC, no polar motion). Says once where it has none.
 *
 * @param file - A path, or `-`; absent where none was given.
 */
export async function readOrientation(
  file: string | undefined,
  context: CommandContext,
  problems: Problems,
): Promise<(utc: UtcInstant) => EarthOrientation> {
  let isSaid = false
  const unobserved = (): EarthOrientation => {
    if (!isSaid) {
      const why = file === undefined ? '' : `${displayName(file)} does not cover all times; `
      context.messages.say(
        `note: ${why}UT1 − UTC and polar motion are taken as zero (up to 0.4 km at the ground); see --eop`,
      )
      isSaid = true
    }
    return unobservedEarthOrientation
  }
  if (file === undefined) return unobserved
  const { days, problems: found } = readEarthOrientation(
    displayName(file),
    await readText(file, context, mostCharacters),
  )
  for (const problem of found) problems.report(problem)
  return (utc) => earthOrientationAt(days, utc) ?? unobserved()
}
