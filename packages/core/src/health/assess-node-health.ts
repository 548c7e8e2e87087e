import { type HealthFinding, healthFinding } from './health-finding.ts'
import { clockFindings } from './judge-clock.ts'
import type { CertificateFacts, DueFacts, NodeFacts, SourceFacts, StockFacts, UnreadableFacts } from './node-facts.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
const sourcesLink = '/sources'
const nodeLink = '/settings'
/** Share of records at which their age concerns a person, and at which judgements rest on little. */
const agingShare = 0.25
const oldShare = 0.5
/** Some records are made for the near future; farther ahead is a wrong clock, here or there. */
const farthestAheadMs = 2 * dayMs
const overdueGraceMs = 10 * minuteMs
/** Time to ask an authority for another one, and to bring it to the other side. */
const endsSoonMs = 30 * dayMs
const slowStoreMs = 1900
const longPauseMs = 1000
const mebibyte = 2 ** 20
const mostNamed = 5
const restsOnOld = 'What is shown rests on old data; changes since then are not seen.'
const willRestOnOld = 'If it goes on, what is shown will rest on old data.'

/**
 * Everything that is wrong with a node, judged by facts alone: the same facts and instant give the same findings.
 * @param nowMs - Unix time.
 * @returns One finding a matter; a matter keeps its key while it lasts.
 */
export function assessNodeHealth(facts: NodeFacts, nowMs: number): readonly HealthFinding[] {
  return [
    ...storeFindings(facts.store),
    ...facts.unreadable.map(unreadableFinding),
    ...diskFindings(facts.disk),
    ...clockFindings(facts.clock, nowMs),
    ...facts.sources.flatMap(sourceFindings),
    ...facts.certificates.flatMap((certificate) => certificateFindings(certificate, nowMs)),
    ...(facts.stock === undefined ? [] : stockFindings(facts.stock, nowMs)),
    ...facts.work.flatMap((due) => overdueFindings(due, nowMs)),
    ...pauseFindings(facts.longestPauseMs),
  ]
}

function storeFindings({ failure, waitingMs }: NodeFacts['store']): readonly HealthFinding[] {
  const common = { link: nodeLink, group: 'store' }
  if (failure !== undefined) {
    return [
      healthFinding({
        ...common,
        key: 'store-failing',
        ruleId: 'store-failing',
        priority: 'critical',
        title: 'Nothing can be saved',
        reason: failure.message,
        consequence: 'What happens is not recorded, acknowledgements are refused, new data are not kept.',
        action: 'Make room on the disk or restore the right to write; keep a log by hand until it heals.',
        evidence: { sinceMs: failure.sinceMs },
      }),
    ]
  }
  if (waitingMs < slowStoreMs) return []
  return [
    healthFinding({
      ...common,
      key: 'store-slow',
      ruleId: 'store-slow',
      priority: 'serious',
      title: 'Saving takes long',
      reason: `a write to the store has not ended for ${seconds(waitingMs)}`,
      consequence: 'Whoever changes something waits; if the disk has failed, nothing is saved.',
      action: 'Look at the disk and at what else uses it.',
      evidence: {},
    }),
  ]
}

function unreadableFinding({ collection, ids }: UnreadableFacts): HealthFinding {
  const some = ids.slice(0, mostNamed).join(', ')
  const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : ''
  return healthFinding({
    key: `unreadable-${collection}`,
    ruleId: 'stored-unreadable',
    priority: 'serious',
    title: `Stored ${collection}: ${ids.length} cannot be read`,
    reason: `what is stored under ${collection} as ${some}${more} is not what this version reads`,
    consequence: 'The node works as if they were not there: what was set up or decided there does not hold.',
    action: 'Look at them and save them anew, or restore a backup with the version that wrote it.',
    link: nodeLink,
    group: 'store',
    evidence: { count: ids.length },
  })
}

function diskFindings(disk: NodeFacts['disk']): readonly HealthFinding[] {
  if (disk === undefined) return []
  const share = disk.freeBytes / Math.max(disk.totalBytes, 1)
  const nearlyFull = disk.freeBytes < 200 * mebibyte
  if (!nearlyFull && (share > 0.05 || disk.freeBytes > 10_240 * mebibyte)) return []
  return [
    healthFinding({
      key: 'disk-low',
      ruleId: 'disk-low',
      priority: nearlyFull ? 'serious' : 'caution',
      title: `Disk: ${Math.round(disk.freeBytes / mebibyte)} MiB left`,
      reason: `${Math.round(disk.freeBytes / mebibyte)} MiB of ${Math.round(disk.totalBytes / mebibyte)} MiB are free at ${disk.path}`,
      consequence: 'When it is full, nothing can be saved any more.',
      action: 'Make room, or keep less: settings, retention.',
      link: nodeLink,
      group: 'store',
      evidence: { freeBytes: disk.freeBytes, totalBytes: disk.totalBytes },
    }),
  ]
}

function sourceFindings(source: SourceFacts): readonly HealthFinding[] {
  if (!source.enabled || (!source.stale && source.lastError === undefined)) return []
  const common = { subjects: [source.id], link: source.link, group: 'sources' }
  const since =
    source.lastSuccessMs === undefined
      ? 'nothing has come from it yet'
      : `nothing has come from it since ${new Date(source.lastSuccessMs).toISOString()}`
  const said = source.lastError === undefined ? '' : `: ${source.lastError.message}`
  // One alert a source: a failing source that goes stale has worsened, it is not a second matter.
  return [
    healthFinding({
      ...common,
      key: `source-${source.id}`,
      ruleId: source.stale ? 'source-stale' : 'source-failing',
      priority: source.stale ? 'serious' : 'caution',
      title: `${source.name}: ${source.stale ? 'stale' : 'failing'}`,
      reason: source.stale ? `${since}${said}` : `the last attempt failed${said}`,
      consequence: source.missed ?? (source.stale ? restsOnOld : willRestOnOld),
      action: 'Read the error; correct the source or its network, or bring the data by file.',
      evidence: { lastSuccessMs: source.lastSuccessMs, lastErrorMs: source.lastError?.atMs },
    }),
  ]
}

function certificateFindings(certificate: CertificateFacts, nowMs: number): readonly HealthFinding[] {
  const { id, name, endsMs, missed, action, link } = certificate
  if (endsMs - nowMs > endsSoonMs) return []
  const hasEnded = endsMs <= nowMs
  // One alert a certificate: one that has ended has worsened, it is not a second matter.
  return [
    healthFinding({
      key: `certificate-${id}`,
      ruleId: hasEnded ? 'certificate-ended' : 'certificate-ends',
      priority: hasEnded ? 'serious' : 'caution',
      title: `${name}: certificate ${hasEnded ? 'has ended' : 'ends soon'}`,
      reason: `it is valid until ${new Date(endsMs).toISOString()}`,
      consequence: missed,
      action,
      subjects: [id],
      link,
      group: 'certificates',
      evidence: { endsMs },
    }),
  ]
}

function stockFindings(stock: StockFacts, nowMs: number): readonly HealthFinding[] {
  return [...ageFindings(stock), ...aheadFindings(stock, nowMs)]
}

function ageFindings(stock: StockFacts): readonly HealthFinding[] {
  const isOld = stock.old > oldShare * stock.count
  if (stock.count === 0 || (!isOld && stock.aging <= agingShare * stock.count)) return []
  const [number, days] = isOld ? [stock.old, stock.oldAfterDays] : [stock.aging, stock.agingAfterDays]
  const percent = Math.round((100 * number) / stock.count)
  return [
    healthFinding({
      key: 'stock-old',
      ruleId: 'stock-old',
      priority: isOld ? 'serious' : 'caution',
      title: `${percent} % of the ${stock.name} are older than ${days} d`,
      reason: `${number} of ${stock.count} ${stock.name} are older than ${days} days`,
      consequence: 'What is computed from these is wrong or left out.',
      action: 'See that a source of current data answers, or bring a current file.',
      link: sourcesLink,
      group: 'sources',
      evidence: { number, count: stock.count, days },
    }),
  ]
}

function aheadFindings(stock: StockFacts, nowMs: number): readonly HealthFinding[] {
  if (stock.newestMs === undefined || stock.newestMs - nowMs <= farthestAheadMs) return []
  return [
    healthFinding({
      key: 'stock-ahead',
      ruleId: 'stock-ahead',
      priority: 'caution',
      title: `The newest of the ${stock.name} is ahead of the clock`,
      reason: `it is of ${new Date(stock.newestMs).toISOString()}, ${duration(stock.newestMs - nowMs)} from now`,
      consequence: 'The clock of the node is behind, or a source gives wrong times; ages are wrong.',
      action: 'Compare the machine’s clock with a trusted one.',
      link: sourcesLink,
      group: 'clock',
      evidence: { newestMs: stock.newestMs },
    }),
  ]
}

function overdueFindings(due: DueFacts, nowMs: number): readonly HealthFinding[] {
  if (nowMs - due.dueMs <= overdueGraceMs) return []
  return [
    healthFinding({
      key: `overdue-${due.id}`,
      ruleId: 'work-overdue',
      priority: 'caution',
      title: `${due.name}: overdue`,
      reason: `it was due at ${new Date(due.dueMs).toISOString()}`,
      consequence: 'What is shown may miss what has changed since.',
      action: 'Look at the jobs: start it, or see why it does not end.',
      link: due.link,
      group: 'node',
      subjects: [due.id],
      evidence: { dueMs: due.dueMs },
    }),
  ]
}

function pauseFindings(longestPauseMs: number): readonly HealthFinding[] {
  if (longestPauseMs < longPauseMs) return []
  return [
    healthFinding({
      key: 'node-slow',
      ruleId: 'node-slow',
      priority: 'caution',
      title: 'The node answers slowly',
      reason: `it stood still for ${seconds(longestPauseMs)} in the last minute`,
      consequence: 'Pages and alerts come late.',
      action: 'See what else runs on the machine; fewer threads for jobs may help.',
      link: nodeLink,
      group: 'node',
      evidence: {},
    }),
  ]
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function duration(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / minuteMs))
  if (minutes < 120) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`
}
