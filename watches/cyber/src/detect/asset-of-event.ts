import type { LogEvent } from './log-event.ts'

/** Fields that name the machine that tells of itself. */
const hostFields = [
  'host.name',
  'host.hostname',
  'hostname',
  'Computer',
  'Event.System.Computer',
  'agent.hostname',
  'winlog.computer_name',
]
/** The two ends of traffic: the one that began it, and the other. */
const endFields = [
  ['id.orig_h', 'id.resp_h'],
  ['src_ip', 'dest_ip'],
  ['source.ip', 'destination.ip'],
  ['SourceIp', 'DestinationIp'],
  ['srcip', 'dstip'],
] as const

/**
 * Whose event it is: the machine that wrote it, else the end of its traffic that began it, or the other end where the first is what
 * was looked for.
 *
 * @param soughtValues - Values that were found.
 * @returns Empty where the event names nobody.
 */
export function assetOfEvent(event: LogEvent, soughtValues: readonly string[]): string {
  const fields = event.fields()
  const text = (name: string): string | undefined => {
    const value = fields.get(name)?.[0]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const named = hostFields.map(text).find((value) => value !== undefined)
  if (named !== undefined) return named
  for (const [first, second] of endFields) {
    const end = text(first)
    if (end !== undefined) return soughtValues.includes(end) ? (text(second) ?? end) : end
  }
  // Of a request, `host` is whom it is to; of syslog, who wrote the line.
  return (event.format === 'syslog' ? text('host') : undefined) ?? ''
}
