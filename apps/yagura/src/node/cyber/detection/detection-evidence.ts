import { longestRaw } from '@yagura/cyber'
import { clipped } from '@yagura/record'
import type { ThingEvidence } from '../../cases/add-thing.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import type { Detection } from './detection-book.ts'

const most = { title: 300, text: 8000, source: 200, value: 200 } as const

/**
 * What of a detection is evidence: the raw lines that are kept, oldest first and one a line, and what they show as an event. The
 * evidence tells of the logs alone; what is said of the rule or indicator stands in the event, which names the indicator as a label so
 * that it is released no lower than that is marked.
 *
 * @param nodeName - Logs of several nodes have the same name and are several sources.
 */
export function evidenceOfDetection(detection: Detection, nodeName: string): ThingEvidence | undefined {
  const { id, lines, count, suppressedCount, techniques, indicator } = detection
  if (lines.length === 0) return undefined
  const logs = [...new Set(lines.map(({ log }) => log))]
  const places = logs.map((log) => `${log}: ${linesIn(detection, log).join(', ')}`)
  const where = detection.asset === '' ? '' : `: ${detection.asset}`
  const labels = [
    // First what guards a release: of many labels the last are cut.
    ...(indicator === undefined ? [] : [{ scheme: 'stix', id: indicator.slice(0, 200) }]),
    ...techniques.map((technique) => ({ scheme: 'mitre-attack', id: technique })),
  ]
  const told = [
    `rule: ${detection.rule}`,
    `hits: ${count + suppressedCount}${suppressedCount === 0 ? '' : ` (suppressed: ${suppressedCount})`}`,
    `matched: ${matchedIn(detection).join('; ')}`,
    ...timesOf(detection).words,
  ]
  return {
    bytes: Buffer.from(lines.map(({ raw }) => `${raw}\n`).join(''), 'utf8'),
    name: `detection-${id}.log`,
    mediaType: 'text/plain',
    evidence: {
      title: clipped(`Raw lines: ${logs.join(', ')}`, most.title),
      text: clipped([keptOf(detection), ...places].join('\n'), most.text),
      source: { name: clipped(`${nodeName}: ${logs.join(', ')}`, most.source) },
    },
    event: {
      title: clipped(`${detection.title}${where}`, most.title),
      text: clipped([...told, ...places].join('\n'), most.text),
      ...timesOf(detection).utc,
      ...(labels.length === 0 ? {} : { labels: labels.slice(0, 64) }),
    },
  }
}

/** How much of the hits the file has. A line that is as long as one may be may have been longer. */
function keptOf({ lines, count, suppressedCount }: Detection): string {
  const long = lines.filter(({ raw }) => raw.length >= longestRaw).length
  const cut = long === 0 ? '' : `; cut at ${longestRaw} characters: ${long}`
  return `lines kept: ${lines.length}; hits: ${count + suppressedCount}${cut}`
}

function linesIn({ lines }: Detection, log: string): readonly number[] {
  return lines.flatMap((one) => (one.log === log ? [one.line] : []))
}

/** What matched, each once, as `field = value`. */
function matchedIn({ lines }: Detection): readonly string[] {
  const all = lines.flatMap(({ fields }) => Object.entries(fields))
  return [...new Set(all.map(([name, value]) => `${name} = ${clipped(value, most.value)}`))]
}

/**
 * Hits that say no time have that of their reading: it is told as such and not as the time of the event. Where the lines that are kept
 * say theirs and earlier hits did not, or nobody counted whether they did, the event is that of the lines.
 */
function timesOf({ lines, firstMs, lastMs, undatedCount }: Detection) {
  const [fromUtc, untilUtc] = [isoOfUnixMs(firstMs), isoOfUnixMs(lastMs)]
  if (undatedCount === 0) return { utc: { fromUtc, untilUtc }, words: [] }
  const datedMs = lines.flatMap(({ timeMs }) => timeMs ?? [])
  if (datedMs.length < lines.length) return { utc: {}, words: [`read: ${fromUtc} – ${untilUtc}`] }
  const [keptFromMs, keptUntilMs] = [Math.min(...datedMs), Math.max(...datedMs)]
  return { utc: { fromUtc: isoOfUnixMs(keptFromMs), untilUtc: isoOfUnixMs(keptUntilMs) }, words: [] }
}
