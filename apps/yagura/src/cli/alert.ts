import { parseNumber, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'
import { openNodeClient } from './node-client.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura alert list` as typed. */
export type AlertListOptions = {
  readonly data?: string
  readonly state: 'open' | 'new' | 'acknowledged' | 'cleared' | 'all'
  readonly priority?: 'critical' | 'serious' | 'caution' | 'advisory'
  readonly format: string
}

/** Options of `yagura alert shelve` as typed. */
export type AlertShelveOptions = { readonly data?: string; readonly minutes: string; readonly reason: string }

const PAGE = 1000
const MOST_SHELVED_MIN = 1440
const columns = [
  ...['mode', 'id', 'priority', 'state', 'shelved_until_utc', 'title', 'watch', 'rule', 'subjects', 'count'],
  ...['first_utc', 'last_utc', 'act_by_utc', 'acknowledged_by', 'acknowledged_utc'],
  ...['reason', 'consequence', 'action', 'marking'],
]

/** `yagura alert list`: alerts of a running node, most urgent first. */
export async function listAlerts(options: AlertListOptions, { output, messages }: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const printRow = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const { mode } = await node.ask('readStatus', {})
  let offset = 0
  for (let total = 1; offset < total; ) {
    const query = {
      state: options.state,
      offset,
      limit: PAGE,
      ...(options.priority ? { priority: options.priority } : {}),
    }
    const page = await node.ask('listAlerts', { query })
    for (const alert of page.items) {
      printRow([
        ...[mode, alert.id, alert.priority, alert.state, alert.shelved?.untilUtc ?? '', alert.title],
        ...[alert.watchId, alert.ruleId, alert.subjects.join(' '), alert.count],
        ...[alert.firstUtc, alert.lastUtc, alert.actByUtc ?? ''],
        ...[alert.acknowledged?.by ?? '', alert.acknowledged?.atUtc ?? ''],
        ...[alert.reason, alert.consequence, alert.action, alert.marking?.banner.en ?? ''],
      ])
    }
    await output.drain()
    total = page.items.length === 0 ? 0 : page.total
    offset += page.items.length
  }
  await output.end()
  messages.say(`${offset} alerts (${options.state})`)
  return exitCodes.done
}

/** `yagura alert ack`: one after the other, so that a Critical one is acknowledged by itself. */
export async function acknowledgeAlerts(
  ids: readonly string[],
  options: { readonly data?: string; readonly note?: string },
  { messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const body = options.note === undefined ? {} : { note: options.note }
  for (const id of ids) {
    const alert = await node.ask('acknowledgeAlert', { params: { id }, body })
    messages.say(`${alert.id} acknowledged by ${alert.acknowledged?.by ?? 'nobody'}: ${alert.title}`)
  }
  return exitCodes.done
}

/** `yagura alert shelve`. */
export async function shelveAlerts(
  ids: readonly string[],
  options: AlertShelveOptions,
  { messages }: CommandContext,
): Promise<number> {
  const minutes = parseNumber('--minutes', options.minutes, { low: 0, high: MOST_SHELVED_MIN })
  const node = await openNodeClient(dataFolderOf(options.data))
  for (const id of ids) {
    const alert = await node.ask('shelveAlert', { params: { id }, body: { minutes, reason: options.reason } })
    messages.say(`${alert.id} shelved until ${alert.shelved?.untilUtc ?? 'unknown'}: ${alert.title}`)
  }
  return exitCodes.done
}
