import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { collect, startYagura, type YaguraRun } from '@yagura/testkit'

/**
 * Feeds the converter one line without end marks through standard input and watches its memory (Linux only).
 *
 * @param lengthMb - Length of the line, 10⁶ bytes.
 * @returns How it ended, and the most memory it held while it read, 10⁶ bytes.
 */
export async function runLongLine(lengthMb: number): Promise<YaguraRun & { readonly peakMb: number }> {
  const child = startYagura(['space', 'convert', '-', '--to', 'tle'])
  const finished = collect(child)
  child.stdin.on('error', () => undefined)
  const piece = Buffer.alloc(1_000_000, '1 00005U ')
  for (let sentMb = 0; sentMb < lengthMb && child.stdin.writable; sentMb += 1) {
    if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, 'drain'), finished])
  }
  const peakMb = peakMemoryMb(child.pid)
  child.stdin.end()
  return { ...(await finished), peakMb }
}

function peakMemoryMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return (Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6
}
