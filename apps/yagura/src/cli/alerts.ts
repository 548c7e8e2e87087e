import { formatUtc, type UtcInstant } from '@yagura/formats'
import {
  assessCloseApproaches,
  type Catalogue,
  type CloseApproach,
  compareUtc,
  describeObject,
  type KnownObject,
  objectName,
  parseAlertRules,
  type SatcatEntry,
} from '@yagura/space'
import { parseInstant, parseWord } from './arguments.ts'
import { readCatalogue } from './catalogue.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { createProblems } from './problems.ts'
import { readCloseApproaches } from './read-close-approaches.ts'
import { readSatcat } from './read-satcat.ts'
import { readText } from './read-text.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura space alerts` as typed. */
export type AlertsOptions = {
  readonly rules: string
  readonly catalogue?: readonly string[]
  readonly satcat?: string
  readonly at?: string
  readonly format: string
}

const columns = [
  ...['key', 'rule', 'priority', 'subjects', 'approaches', 'tca', 'miss_km', 'rel_speed_km_s', 'max_pc', 'dilution_km'],
  ...['act_by', 'reason', 'consequence', 'action', 'time_allowed_s'],
]

/** More than any file of rules may hold; its reader says how much that is. */
const mostRulesText = 2_000_000

/**
 * `yagura space alerts`: one row per pair and rule that calls for a person.
 *
 * @param file - Rows of a screening: a path, or `-`.
 * @param clockUtc - The time now, used unless `--at` says another.
 * @returns The exit code.
 */
export async function alerts(
  file: string,
  options: AlertsOptions,
  context: CommandContext,
  clockUtc: UtcInstant,
): Promise<number> {
  const { output, messages } = context
  const nowUtc = options.at === undefined ? clockUtc : parseInstant('--at', options.at)
  const printRow = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const problems = createProblems(messages)
  const rules = parseAlertRules(await readText(options.rules, context, mostRulesText))
  const satcat = await readSatcat(options.satcat, context, problems)
  const catalogue = await readCatalogue(options.catalogue ?? [], context, problems)
  const approaches = await readCloseApproaches(file, context, problems)
  const objects = knownObjects(approaches, catalogue, satcat)
  const detections = assessCloseApproaches(approaches, { nowUtc, rules, objects })
  for (const { key, ruleId, priority, subjects, reason, rationale, evidence } of detections) {
    const { closest, closeApproaches, actByUtc } = evidence
    printRow([
      ...[key, ruleId, priority, subjects.map(Number), closeApproaches.length, formatUtc(closest.tcaUtc)],
      ...[closest.missKm, closest.relativeSpeedKmPerS, closest.maxPc, closest.dilutionKm],
      ...[formatUtc(actByUtc), reason, rationale.consequence, rationale.action, rationale.timeAllowedS],
    ])
    await output.drain()
  }
  await output.end()
  problems.end()
  const past = approaches.filter(({ tcaUtc }) => compareUtc(tcaUtc, nowUtc) < 0).length
  messages.say(
    `${detections.length} alerts from ${approaches.length} close approaches and ${rules.length} rules, judged at ` +
      `${formatUtc(nowUtc, 0)}${past > 0 ? `; ${past} approaches were past (--at judges at another time)` : ''}`,
  )
  return problems.count() === 0 ? exitCodes.done : exitCodes.badInput
}

function knownObjects(
  approaches: readonly CloseApproach[],
  catalogue: Catalogue,
  satcat: ReadonlyMap<number, SatcatEntry>,
): ReadonlyMap<number, KnownObject> {
  const ids = new Set(approaches.flatMap(({ id1, id2 }) => [id1, id2]))
  return new Map(
    [...ids].map((id) => {
      const entry = satcat.get(id)
      const name = objectName(catalogue, id) ?? entry?.name
      const { owner } = describeObject(name, entry)
      return [id, { name, owner: owner.basis === 'unknown' ? undefined : owner.value }]
    }),
  )
}
