import type { Priority } from '@yagura/core'
import { isoOfUnixMs } from '../unix-time.ts'

const severities: Readonly<Record<Priority, number>> = { critical: 2, serious: 3, caution: 4, advisory: 5 }
/** local0, facility 16, times 8. */
const facilityBits = 128
const longestNodeName = 255
/** What every receiver of UDP takes without fragments is less; this is what RFC 5424 §6.1 says receivers should take. */
const longestBytes = 2048
const byteOrderMark = '\uFEFF'

/**
 * A message of syslog: `<PRI>1 TIME HOST yagura - MSGID - BOM MSG`. Source: RFC 5424 §6.
 *
 * @param line - One line; what does not fit into 2,048 bytes is cut off at a whole character.
 */
export function syslogLine(
  line: string,
  facts: {
    readonly priority: Priority
    readonly nodeName: string
    readonly messageType: string
    readonly atMs: number
  },
): Buffer {
  const host = printable(facts.nodeName, longestNodeName)
  const head = `<${facilityBits + severities[facts.priority]}>1 ${isoOfUnixMs(facts.atMs)} ${host} yagura - ${printable(facts.messageType, 32)} - `
  return cut(Buffer.from(`${head}${byteOrderMark}${line}`), longestBytes)
}

/** The same with its length before it, for a stream. Source: RFC 6587 §3.4.1 (octet counting). */
export function framedSyslogLine(message: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${message.length} `), message])
}

/** PRINTUSASCII without spaces, or the nil value. */
function printable(text: string, longest: number): string {
  return text.replace(/[^\x21-\x7e]+/g, '_').slice(0, longest) || '-'
}

function cut(bytes: Buffer, longest: number): Buffer {
  if (bytes.length <= longest) return bytes
  let end = longest
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end)
}
